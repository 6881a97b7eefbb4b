using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Townlet.Learning.Replay;

/// <summary>
/// Many rows of equal length, in segments that a snapshot shares instead of copying. A shared segment is copied only
/// when one of its rows is written again. So a checkpoint of a large replay hardly interrupts training,
/// and the copying is spread over the steps that follow.
/// </summary>
internal sealed class SegmentedRows<T>
    where T : unmanaged
{
    private const int RowsPerSegment = 256;

    private readonly int _rows;
    private readonly int _rowLength;
    private readonly byte[][] _segments;
    private readonly bool[] _shared;

    public SegmentedRows(int rows, int rowLength)
    {
        _rows = rows;
        _rowLength = rowLength;
        _segments = new byte[(rows + RowsPerSegment - 1) / RowsPerSegment][];
        _shared = new bool[_segments.Length];
    }

    public int RowLength => _rowLength;

    private int RowBytes => _rowLength * Unsafe.SizeOf<T>();

    /// <summary>A row to read, which must have been written before.</summary>
    public ReadOnlySpan<T> this[int row] => Row(row);

    /// <summary>A row to write.</summary>
    public Span<T> Write(int row)
    {
        var index = row / RowsPerSegment;
        if (_shared[index])
        {
            _segments[index] = [.. _segments[index]];
            _shared[index] = false;
        }

        Allocate(index);
        return Row(row);
    }

    /// <summary>Shares the first rows with a snapshot; rows that were never written are zeros.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Share(int rows)
    {
        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var row = 0; row < rows; row += RowsPerSegment)
        {
            var index = row / RowsPerSegment;
            Allocate(index);
            _shared[index] = true;
            parts.Add(_segments[index].AsMemory(0, Math.Min(RowsPerSegment, rows - row) * RowBytes));
        }

        return parts.ToImmutable();
    }

    private void Allocate(int segment) =>
        _segments[segment] ??= new byte[Math.Min(RowsPerSegment, _rows - (segment * RowsPerSegment)) * RowBytes];

    private Span<T> Row(int row) =>
        MemoryMarshal.Cast<byte, T>(_segments[row / RowsPerSegment].AsSpan(row % RowsPerSegment * RowBytes, RowBytes));
}
