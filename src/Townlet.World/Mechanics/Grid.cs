using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>The square of cells.</summary>
/// <param name="size">Cells per side.</param>
internal sealed class Grid(int size)
{
    public int Size => size;

    public int CellCount => size * size;

    public bool Contains(GridPosition position) =>
        position.X >= 0 && position.X < size && position.Y >= 0 && position.Y < size;

    public int CellOf(GridPosition position) => (position.Y * size) + position.X;

    public GridPosition PositionOf(int cell) => new(cell % size, cell / size);
}
