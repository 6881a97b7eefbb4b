using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>Text for human readers, or a name; numbers and flags count as text too.</summary>
internal sealed class Words(int maximumLength) : ValueKind<string>
{
    public override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {maximumLength} characters");

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out string value)
    {
        if (node is YamlScalar { IsNull: false, IsFaulty: false } scalar
            && !string.IsNullOrWhiteSpace(scalar.Value) && scalar.Value.Length <= maximumLength)
        {
            value = scalar.Value.Trim();
            return true;
        }

        return Refuse(node, key, faults, out value);
    }
}
