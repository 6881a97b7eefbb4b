using Townlet.World;

namespace Townlet.Configuration;

/// <summary>A place as affordances.yaml gives it, before it has a cell in a town.</summary>
/// <param name="Place">Its position is not set yet.</param>
/// <param name="Position">Where the file puts it, or null.</param>
/// <param name="NameAt">Its name in the file.</param>
/// <param name="PositionAt">Its position in the file, or its name.</param>
/// <param name="PositionGood">False where a fault of the position was reported already.</param>
internal sealed record PlaceEntry(PlaceDefinition Place, GridPosition? Position, YamlNode NameAt, YamlNode PositionAt, bool PositionGood);
