using Townlet.Configuration.Yaml;
using Townlet.World.Definition;

namespace Townlet.Configuration.Reading;

/// <summary>A place as written in affordances.yaml, before it has a cell in a town.</summary>
/// <param name="Place">The place; its position is not set yet.</param>
/// <param name="Position">The position in the file, or null.</param>
/// <param name="NameAt">Where the name stands in the file.</param>
/// <param name="PositionAt">Where the position stands in the file; where there is none, the name.</param>
/// <param name="PositionGood">False where the position is faulty, which has been reported.</param>
internal sealed record PlaceEntry(PlaceDefinition Place, GridPosition? Position, YamlNode NameAt, YamlNode PositionAt, bool PositionGood);
