using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>The range of a meter, which is the same for all meters. Packs give it for their readers. It is checked, so that nobody believes that another range would work.</summary>
internal sealed class UnitRange : ValueKind<bool>
{
    private static readonly Number End = new(0, 1);

    public override string Expected => "[0.0, 1.0]: every meter has this range";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out bool value)
    {
        if (node is not YamlList { IsFaulty: false, Items.Length: 2 } list)
        {
            return Refuse(node, key, faults, out value);
        }

        value = End.TryRead(list.Items[0], key, faults, out var low) & End.TryRead(list.Items[1], key, faults, out var high);
        if (value && (low != 0 || high != 1))
        {
            faults.Add(node, $"{key}: found another range, expected {Expected}");
            value = false;
        }

        return value;
    }
}
