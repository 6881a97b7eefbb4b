using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;
using Townlet.World.Definition;

namespace Townlet.Configuration.Schema;

/// <summary><c>[open, close]</c>; a closing hour above 24 is on the next day.</summary>
internal sealed class Hours : ValueKind<OpeningHours>
{
    private static readonly WholeNumber Hour = new(0, 48);

    public override string Expected => "a list [open, close] with open from 0 to 23 and close above open, at most 24 hours later";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out OpeningHours value)
    {
        if (node is not YamlList { IsFaulty: false, Items.Length: 2 } list)
        {
            return Refuse(node, key, faults, out value);
        }

        value = default;
        if (!Hour.TryRead(list.Items[0], key, faults, out var opens) | !Hour.TryRead(list.Items[1], key, faults, out var closes))
        {
            return false;
        }

        if (opens > 23 || closes <= opens || closes > opens + 24)
        {
            var nextDay = closes <= opens && opens <= 23
                ? string.Create(CultureInfo.InvariantCulture, $"; write [{opens}, {closes + 24}] for a time past midnight")
                : "";
            faults.Add(node, string.Create(CultureInfo.InvariantCulture, $"{key}: found [{opens}, {closes}], expected {Expected}{nextDay}"));
            return false;
        }

        value = new OpeningHours(opens, closes);
        return true;
    }
}
