using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A name that is safe as a folder below runs/ on every system.</summary>
internal sealed class FolderName : ValueKind<string>
{
    public override string Expected => "a folder name of 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit";

    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= 100 && char.IsLetterOrDigit(name[0])
        && name.All(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>The nearest safe name: each character that is not allowed becomes '_'.</summary>
    public static string From(string name)
    {
        var safe = string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '_'));
        safe = safe.TrimStart('.', '_', '-');
        return safe.Length == 0 ? "pack" : safe[..Math.Min(safe.Length, 100)];
    }

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out string value)
    {
        if (node is YamlScalar { IsNull: false, IsFaulty: false } scalar && IsSafe(scalar.Value))
        {
            value = scalar.Value;
            return true;
        }

        return Refuse(node, key, faults, out value);
    }
}
