using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A whole number in a range.</summary>
internal sealed class WholeNumber(int minimum, int maximum) : ValueKind<int>
{
    public override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out int value)
    {
        if (node is YamlScalar { Plain: true, IsFaulty: false } scalar
            && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= minimum && value <= maximum)
        {
            return true;
        }

        return Refuse(node, key, faults, out value);
    }
}
