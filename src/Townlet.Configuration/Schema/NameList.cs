using System.Collections.Immutable;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A list of names, each with its position in the file.</summary>
internal sealed class NameList(string names, bool orNull = false) : ValueKind<ImmutableArray<YamlScalar>>
{
    public override string Expected => $"a list of {names}{(orNull ? ", or null" : "")}";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out ImmutableArray<YamlScalar> value)
    {
        value = default;
        if (orNull && node is YamlScalar { IsNull: true, IsFaulty: false })
        {
            return true;
        }

        if (node is not YamlList { IsFaulty: false } list)
        {
            return Refuse(node, key, faults, out value);
        }

        var read = ImmutableArray.CreateBuilder<YamlScalar>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var good = true;
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar { IsNull: false, IsFaulty: false } name)
            {
                good = Refuse(item, key, faults, out _);
            }
            else if (!names.Add(name.Value))
            {
                faults.Add(name, $"{key}: {YamlScalar.Quote(name.Value)} is listed twice");
                good = false;
            }
            else
            {
                read.Add(name);
            }
        }

        value = read.ToImmutable();
        return good;
    }
}
