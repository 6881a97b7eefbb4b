namespace Townlet.World;

/// <summary>The square of cells and where each action leads from each of them.</summary>
internal sealed class Grid
{
    // A power of two, so that looking up a move is a shift.
    private const int ActionStride = 8;

    private readonly int[] _next;

    public Grid(int size)
    {
        Size = size;
        CellCount = size * size;
        _next = new int[CellCount * ActionStride];
        for (var cell = 0; cell < CellCount; cell++)
        {
            foreach (var action in Enum.GetValues<TownAction>())
            {
                var target = Target(PositionOf(cell), action);
                _next[(cell * ActionStride) + (int)action] = Contains(target) ? CellOf(target) : cell;
            }
        }
    }

    /// <summary>Cells a side.</summary>
    public int Size { get; }

    public int CellCount { get; }

    public bool Contains(GridPosition position) =>
        position.X >= 0 && position.X < Size && position.Y >= 0 && position.Y < Size;

    public int CellOf(GridPosition position) => (position.Y * Size) + position.X;

    public GridPosition PositionOf(int cell) => new(cell % Size, cell / Size);

    /// <summary>The cell after the action: the same one for a wall bump, INTERACT and WAIT.</summary>
    public int After(int cell, TownAction action) => _next[(cell * ActionStride) + (int)action];

    private static GridPosition Target(GridPosition origin, TownAction action) => action switch
    {
        TownAction.Up => origin with { Y = origin.Y - 1 },
        TownAction.Down => origin with { Y = origin.Y + 1 },
        TownAction.Left => origin with { X = origin.X - 1 },
        TownAction.Right => origin with { X = origin.X + 1 },
        _ => origin,
    };
}
