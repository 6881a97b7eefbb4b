using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;
using Townlet.World.Definition;

namespace Townlet.Configuration.Schema;

/// <summary>A cell as <c>[x, y]</c> or <c>{x: 1, y: 2}</c>.</summary>
internal sealed class Cell : ValueKind<GridPosition>
{
    private static readonly WholeNumber Coordinate = new(0, PackSchema.LargestGrid - 1);

    public override string Expected => "[x, y] or {x: .., y: ..}, counted from 0 at the top left";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out GridPosition value)
    {
        YamlNode? xNode = null, yNode = null;
        if (node is YamlList { Items.Length: 2 } list)
        {
            (xNode, yNode) = (list.Items[0], list.Items[1]);
        }
        else if (node is YamlMap { Entries.Length: 2 } map)
        {
            xNode = map.Entries.FirstOrDefault(entry => entry.Key.Value == "x")?.Value;
            yNode = map.Entries.FirstOrDefault(entry => entry.Key.Value == "y")?.Value;
        }

        if (node.IsFaulty || xNode is null || yNode is null)
        {
            return Refuse(node, key, faults, out value);
        }

        var good = Coordinate.TryRead(xNode, key, faults, out var x) & Coordinate.TryRead(yNode, key, faults, out var y);
        value = new GridPosition(x, y);
        return good;
    }
}
