using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A number in a range; NaN and infinity are never allowed.</summary>
internal sealed class Number(double minimum, double maximum, bool aboveMinimum = false, bool belowMaximum = false) : ValueKind<double>
{
    public override string Expected => string.Create(
        CultureInfo.InvariantCulture,
        $"a number {(aboveMinimum ? $"above {minimum}, at most" : $"from {minimum} to")} {(belowMaximum ? "below " : "")}{maximum}");

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out double value)
    {
        if (node is YamlScalar { Plain: true, IsFaulty: false } scalar
            && double.TryParse(scalar.Value, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value)
            && value >= minimum && value <= maximum
            && !(aboveMinimum && value <= minimum) && !(belowMaximum && value >= maximum))
        {
            return true;
        }

        return Refuse(node, key, faults, out value);
    }
}
