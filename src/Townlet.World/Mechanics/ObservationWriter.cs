using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>
/// What the agents see; shape [agents, <see cref="Size"/>]. A row holds, in this order: the surroundings (full: a one-hot of
/// the cell; partial: the window and x, y), the 8 meters, and a one-hot of the place under the agent with a last slot for
/// "no place". Where time passes the clock follows (sine, cosine, activity ticks / 10), and where asked for the place map: for each place,
/// as seen from the agent, whether it lies above, below, to the left and to the right, and how many moves away it is, as a share of
/// the longest way across the town.
/// </summary>
/// <remarks>Rows are updated, not rewritten: a one-hot changes by clearing its old cell and setting the new one.</remarks>
internal sealed class ObservationWriter
{
    private const int ClockSize = 3;
    private const int MapSizePerPlace = 5;

    private readonly Grid _grid;
    private readonly ObservationOptions _options;
    private readonly bool _temporal;
    private readonly int _placeCount;
    private readonly float[] _rows;

    private readonly int _metersAt;
    private readonly int _placeAt;
    private readonly int _clockAt;
    private readonly int _placeMapAt;
    private readonly int _placeMapSize;

    // Partial observation: for each cell the row up to its clock, with the meters left out.
    private readonly float[] _views;

    // The place map for each cell.
    private readonly float[] _placeMaps;

    // Slot of the place one-hot for each cell.
    private readonly int[] _placeSlots;

    private readonly float[] _sines = new float[TimeOfDay.HoursPerDay];
    private readonly float[] _cosines = new float[TimeOfDay.HoursPerDay];

    // Full observation: the cell that each row shows.
    private readonly int[] _shownCells;

    public ObservationWriter(Grid grid, TownDefinition definition, int agents)
    {
        _grid = grid;
        _options = definition.Observation;
        _temporal = definition.Temporal;
        _placeCount = definition.Places.Length;

        var windowSide = (2 * _options.VisionRange) + 1;
        _metersAt = _options.Partial ? (windowSide * windowSide) + 2 : grid.CellCount;
        _placeAt = _metersAt + Lives.MeterCount;
        _clockAt = _placeAt + _placeCount + 1;
        _placeMapAt = _clockAt + (_temporal ? ClockSize : 0);
        _placeMapSize = _options.PlaceMap ? _placeCount * MapSizePerPlace : 0;
        Size = _placeMapAt + _placeMapSize;

        _rows = new float[agents * Size];
        _shownCells = new int[agents];
        _placeSlots = new int[grid.CellCount];
        _views = new float[_options.Partial ? grid.CellCount * _clockAt : 0];
        _placeMaps = new float[grid.CellCount * _placeMapSize];
        for (var hour = 0; hour < TimeOfDay.HoursPerDay; hour++)
        {
            (_sines[hour], _cosines[hour]) = MathF.SinCos(2f * MathF.PI * hour / TimeOfDay.HoursPerDay);
        }
    }

    /// <summary>Floats per row.</summary>
    public int Size { get; }

    public ReadOnlyMemory<float> Rows => _rows;

    /// <summary>Works out what an agent sees from each cell, and clears all rows.</summary>
    public void LayOut(PlaceLayout layout)
    {
        for (var cell = 0; cell < _grid.CellCount; cell++)
        {
            var place = layout.PlaceAt(cell);
            _placeSlots[cell] = place >= 0 ? place : _placeCount;
            if (_options.Partial)
            {
                var view = _views.AsSpan(cell * _clockAt, _clockAt);
                view[_placeAt..].Clear();
                view[_placeAt + _placeSlots[cell]] = 1f;
                LookAround(layout, _grid.PositionOf(cell), view);
            }

            DrawPlaceMap(layout.Positions, _grid.PositionOf(cell), _placeMaps.AsSpan(cell * _placeMapSize, _placeMapSize));
        }

        // Cell 0 stands for "no cell": clearing it in an empty row changes nothing.
        Array.Clear(_rows);
        Array.Clear(_shownCells);
    }

    public void Write(Lives lives)
    {
        var cells = lives.Cells.AsSpan(0, lives.Count);
        if (_options.Partial)
        {
            WriteViews(cells);
        }
        else
        {
            WriteOneHots(cells);
        }

        if (_options.PlaceMap)
        {
            WritePlaceMaps(cells);
        }

        WriteMeters(lives);
        if (_temporal)
        {
            WriteClocks(lives.Hours.AsSpan(0, lives.Count), lives.ActivityTicks);
        }
    }

    private void WriteViews(ReadOnlySpan<int> cells)
    {
        var rows = _rows.AsSpan();
        var views = _views.AsSpan();
        var (size, viewSize) = (Size, _clockAt);
        for (var agent = 0; agent < cells.Length; agent++)
        {
            views.Slice(cells[agent] * viewSize, viewSize).CopyTo(rows[(agent * size)..]);
        }
    }

    private void WriteOneHots(ReadOnlySpan<int> cells)
    {
        var shownCells = _shownCells.AsSpan(0, cells.Length);
        var placeSlots = _placeSlots.AsSpan();
        var rows = _rows.AsSpan();
        var (size, placeAt) = (Size, _placeAt);
        for (var agent = 0; agent < cells.Length; agent++)
        {
            var row = rows.Slice(agent * size, size);
            var shown = shownCells[agent];
            var cell = cells[agent];
            shownCells[agent] = cell;
            row[shown] = 0f;
            row[cell] = 1f;
            row[placeAt + placeSlots[shown]] = 0f;
            row[placeAt + placeSlots[cell]] = 1f;
        }
    }

    private void WritePlaceMaps(ReadOnlySpan<int> cells)
    {
        for (var agent = 0; agent < cells.Length; agent++)
        {
            _placeMaps.AsSpan(cells[agent] * _placeMapSize, _placeMapSize).CopyTo(_rows.AsSpan((agent * Size) + _placeMapAt));
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
        var rows = _rows.AsSpan();
        var sines = _sines.AsSpan();
        var cosines = _cosines.AsSpan();
        ticks = ticks[..hours.Length];
        var (size, clockAt) = (Size, _clockAt);
        for (var agent = 0; agent < hours.Length; agent++)
        {
            var clock = rows.Slice((agent * size) + clockAt, ClockSize);
            clock[0] = sines[hours[agent]];
            clock[1] = cosines[hours[agent]];
            clock[2] = ticks[agent] / 10f;
        }
    }

    private void LookAround(PlaceLayout layout, GridPosition center, Span<float> seen)
    {
        var range = _options.VisionRange;
        var index = 0;
        for (var dy = -range; dy <= range; dy++)
        {
            for (var dx = -range; dx <= range; dx++)
            {
                var position = new GridPosition(center.X + dx, center.Y + dy);
                seen[index++] = _grid.Contains(position) && layout.PlaceAt(_grid.CellOf(position)) >= 0 ? 1f : 0f;
            }
        }

        // A town of one cell has no width to divide by; its only coordinate is 0.
        var last = Math.Max(_grid.Size - 1, 1);
        seen[index] = (float)center.X / last;
        seen[index + 1] = (float)center.Y / last;
    }

    private void DrawPlaceMap(ImmutableArray<GridPosition> positions, GridPosition from, Span<float> map)
    {
        // In a town of one cell every distance is 0, and there is no way across to divide by.
        var farthest = Math.Max(2 * (_grid.Size - 1), 1);
        for (var place = 0; map.Length > 0; place++, map = map[MapSizePerPlace..])
        {
            var (right, down) = (positions[place].X - from.X, positions[place].Y - from.Y);
            map[0] = down < 0 ? 1f : 0f;
            map[1] = down > 0 ? 1f : 0f;
            map[2] = right < 0 ? 1f : 0f;
            map[3] = right > 0 ? 1f : 0f;
            map[4] = (float)(Math.Abs(right) + Math.Abs(down)) / farthest;
        }
    }
}
