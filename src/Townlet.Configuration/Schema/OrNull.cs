using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A value that may also be null, with a meaning of its own.</summary>
internal sealed class OrNull<T>(ValueKind<T> kind) : ValueKind<T?>
    where T : struct
{
    public override string Expected => $"{kind.Expected}, or null";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out T? value)
    {
        if (node is YamlScalar { IsNull: true, IsFaulty: false })
        {
            value = null;
            return true;
        }

        var read = kind.TryRead(node, key, faults, out var present);
        value = present;
        return read;
    }
}
