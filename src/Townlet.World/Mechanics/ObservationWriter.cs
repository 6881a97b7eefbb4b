using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.World;

/// <summary>
/// What the agents see; shape [agents, <see cref="Size"/>]. A row holds, in this order: the surroundings (full: a one-hot of
/// the cell; partial: the window and x, y), the 8 meters, a one-hot of the place under the agent with a last slot for
/// none, where time passes the clock (sine, cosine, activity ticks / 10), and where asked for the place map.
/// </summary>
/// <remarks>Rows are kept up to date: a one-hot is changed by taking back the old one and setting the new.</remarks>
internal sealed class ObservationWriter
{
    private const int ClockSize = 3;

    private readonly Grid _grid;
    private readonly ObservationOptions _options;
    private readonly bool _temporal;
    private readonly int _placeCount;
    private readonly float[] _rows;

    private readonly int _surroundingsSize;
    private readonly int _metersAt;
    private readonly int _placeAt;
    private readonly int _clockAt;
    private readonly int _placeMapAt;

    // Partial: shape [cells, surroundings].
    private readonly float[] _surroundings;

    // Slot of the place one-hot, one a cell.
    private readonly int[] _placeSlots;

    private readonly float[] _sines = new float[TimeOfDay.HoursPerDay];
    private readonly float[] _cosines = new float[TimeOfDay.HoursPerDay];

    // The cell that each row shows.
    private readonly int[] _shownCells;

    public ObservationWriter(Grid grid, TownDefinition definition, int agents)
    {
        _grid = grid;
        _options = definition.Observation;
        _temporal = definition.Temporal;
        _placeCount = definition.Places.Length;

        var windowSide = (2 * _options.VisionRange) + 1;
        _surroundingsSize = _options.Partial ? (windowSide * windowSide) + 2 : grid.CellCount;
        _metersAt = _surroundingsSize;
        _placeAt = _metersAt + Lives.MeterCount;
        _clockAt = _placeAt + _placeCount + 1;
        _placeMapAt = _clockAt + (_temporal ? ClockSize : 0);
        Size = _placeMapAt + (_options.PlaceMap ? _placeCount * grid.CellCount : 0);

        _rows = new float[agents * Size];
        _shownCells = new int[agents];
        _placeSlots = new int[grid.CellCount];
        _surroundings = new float[_options.Partial ? grid.CellCount * _surroundingsSize : 0];
        for (var hour = 0; hour < TimeOfDay.HoursPerDay; hour++)
        {
            (_sines[hour], _cosines[hour]) = MathF.SinCos(2f * MathF.PI * hour / TimeOfDay.HoursPerDay);
        }
    }

    /// <summary>Floats a row.</summary>
    public int Size { get; }

    public ReadOnlyMemory<float> Rows => _rows;

    /// <summary>Works out what is seen from each cell, and blanks all rows but for the place map.</summary>
    public void LayOut(PlaceLayout layout)
    {
        for (var cell = 0; cell < _grid.CellCount; cell++)
        {
            var place = layout.PlaceAt(cell);
            _placeSlots[cell] = place >= 0 ? place : _placeCount;
            if (_options.Partial)
            {
                LookAround(layout, cell);
            }
        }

        Array.Clear(_rows);
        for (var agent = 0; agent < _shownCells.Length; agent++)
        {
            // Cell 0 stands for "no cell": taking it back from a blank row changes nothing.
            _shownCells[agent] = 0;
            if (_options.PlaceMap)
            {
                DrawPlaceMap(layout.Positions, _rows.AsSpan((agent * Size) + _placeMapAt));
            }
        }
    }

    public void Write(Lives lives)
    {
        WriteCellsAndPlaces(lives.Cells);
        WriteMeters(lives);
        if (_temporal)
        {
            WriteClocks(lives.Hours, lives.ActivityTicks);
        }
    }

    private void WriteCellsAndPlaces(ReadOnlySpan<int> cells)
    {
        var shownCells = _shownCells.AsSpan();
        var placeSlots = _placeSlots.AsSpan();
        cells = cells[..shownCells.Length];
        for (var agent = 0; agent < shownCells.Length; agent++)
        {
            var row = _rows.AsSpan(agent * Size, Size);
            var shown = shownCells[agent];
            var cell = cells[agent];
            shownCells[agent] = cell;
            if (_options.Partial)
            {
                _surroundings.AsSpan(cell * _surroundingsSize, _surroundingsSize).CopyTo(row);
            }
            else
            {
                row[shown] = 0f;
                row[cell] = 1f;
            }

            row[_placeAt + placeSlots[shown]] = 0f;
            row[_placeAt + placeSlots[cell]] = 1f;
        }
    }

    private void WriteMeters(Lives lives)
    {
        ref var meters = ref MemoryMarshal.GetReference(lives.Meters);
        nint stride = lives.Stride;
        var agents = _shownCells.Length;
        for (nint agent = 0; agent < agents; agent++)
        {
            ref var first = ref Unsafe.Add(ref meters, agent);
            Vector256.Create(
                first,
                Unsafe.Add(ref first, stride),
                Unsafe.Add(ref first, 2 * stride),
                Unsafe.Add(ref first, 3 * stride),
                Unsafe.Add(ref first, 4 * stride),
                Unsafe.Add(ref first, 5 * stride),
                Unsafe.Add(ref first, 6 * stride),
                Unsafe.Add(ref first, 7 * stride)).StoreUnsafe(ref _rows[((int)agent * Size) + _metersAt]);
        }
    }

    private void WriteClocks(ReadOnlySpan<int> hours, ReadOnlySpan<int> ticks)
    {
        for (var agent = 0; agent < _shownCells.Length; agent++)
        {
            var clock = _rows.AsSpan((agent * Size) + _clockAt, ClockSize);
            clock[0] = _sines[hours[agent]];
            clock[1] = _cosines[hours[agent]];
            clock[2] = ticks[agent] / 10f;
        }
    }

    private void LookAround(PlaceLayout layout, int cell)
    {
        var seen = _surroundings.AsSpan(cell * _surroundingsSize, _surroundingsSize);
        var (x, y) = _grid.PositionOf(cell);
        var range = _options.VisionRange;
        var index = 0;
        for (var dy = -range; dy <= range; dy++)
        {
            for (var dx = -range; dx <= range; dx++)
            {
                var position = new GridPosition(x + dx, y + dy);
                seen[index++] = _grid.Contains(position) && layout.PlaceAt(_grid.CellOf(position)) >= 0 ? 1f : 0f;
            }
        }

        // A town of one cell has no width to divide by; its only coordinate is 0.
        var last = Math.Max(_grid.Size - 1, 1);
        seen[index] = (float)x / last;
        seen[index + 1] = (float)y / last;
    }

    private void DrawPlaceMap(ImmutableArray<GridPosition> positions, Span<float> map)
    {
        for (var place = 0; place < positions.Length; place++)
        {
            map[(place * _grid.CellCount) + _grid.CellOf(positions[place])] = 1f;
        }
    }
}
