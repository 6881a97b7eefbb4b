namespace Townlet.World.Definition;

/// <summary>A cell: <paramref name="X"/> is the column, <paramref name="Y"/> the row, (0, 0) the top left.</summary>
public readonly record struct GridPosition(int X, int Y);
