using System.Collections.Immutable;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>Which place stands on which cell.</summary>
internal sealed class PlaceLayout
{
    private readonly int[] _placeAt;

    /// <exception cref="ArgumentException">A position is off the grid or taken twice.</exception>
    public PlaceLayout(Grid grid, ImmutableArray<GridPosition> positions)
    {
        Positions = positions;
        _placeAt = new int[grid.CellCount];
        Array.Fill(_placeAt, -1);
        for (var place = 0; place < positions.Length; place++)
        {
            var position = positions[place];
            if (!grid.Contains(position))
            {
                throw new ArgumentException($"Place {place} at ({position.X}, {position.Y}) is not on the grid of {grid.Size} x {grid.Size} cells.", nameof(positions));
            }

            ref var taken = ref _placeAt[grid.CellOf(position)];
            if (taken >= 0)
            {
                throw new ArgumentException($"Places {taken} and {place} both stand at ({position.X}, {position.Y}).", nameof(positions));
            }

            taken = place;
        }
    }

    public ImmutableArray<GridPosition> Positions { get; }

    /// <summary>Index of the place on this cell, or -1.</summary>
    public int PlaceAt(int cell) => _placeAt[cell];
}
