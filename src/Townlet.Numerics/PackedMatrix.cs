using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>
/// The right side of matrix products in the order in which they read it: panels of 32 columns and up to 256 rows, each panel
/// stored row after row. A matrix that several products share is packed once.
/// </summary>
public sealed class PackedMatrix
{
    /// <summary>Columns of a panel: two vectors of the widest kind.</summary>
    public const int PanelWidth = 32;

    /// <summary>Rows of a panel, so that it fits into the nearest cache.</summary>
    public const int PanelDepth = 256;

    private readonly float[] _panels;

    /// <param name="rows">The largest number of rows.</param>
    /// <param name="columns">The largest number of columns.</param>
    public PackedMatrix(int rows, int columns)
    {
        _panels = GC.AllocateUninitializedArray<float>(rows * PanelsFor(columns) * PanelWidth, pinned: true);
    }

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    /// <summary>Copies a matrix and replaces the one that was here.</summary>
    public void Pack(int rows, int columns, MatrixView matrix)
    {
        matrix.Require(rows, columns);
        (Rows, Columns) = (rows, columns);
        for (var row = 0; row < rows; row += PanelDepth)
        {
            var depth = Math.Min(PanelDepth, rows - row);
            for (var column = 0; column < columns; column += PanelWidth)
            {
                var panel = _panels.AsSpan(Offset(row, column), depth * PanelWidth);
                Pack(depth, Math.Min(PanelWidth, columns - column), matrix.From(row, column), panel);
            }
        }
    }

    /// <summary>The panel that begins with this element.</summary>
    public ref float Panel(int row, int column) => ref _panels[Offset(row, column)];

    private int Offset(int row, int column) =>
        (row * PanelsFor(Columns) * PanelWidth) + (column * Math.Min(PanelDepth, Rows - row));

    private static int PanelsFor(int columns) => (columns + PanelWidth - 1) / PanelWidth;

    private static void Pack(int depth, int width, MatrixView matrix, Span<float> panel)
    {
        if (width < PanelWidth)
        {
            panel.Clear();
        }

        if (matrix.Column != 1)
        {
            PackColumns(depth, width, matrix, panel);
        }
        else if (width == PanelWidth)
        {
            PackRows(depth, matrix, panel);
        }
        else
        {
            for (var row = 0; row < depth; row++)
            {
                matrix.Values.Slice(row * matrix.Row, width).CopyTo(panel[(row * PanelWidth)..]);
            }
        }
    }

    private static void PackRows(int depth, MatrixView matrix, Span<float> panel)
    {
        ref var source = ref MemoryMarshal.GetReference(matrix.Values);
        ref var target = ref MemoryMarshal.GetReference(panel);
        for (var row = 0; row < depth; row++)
        {
            for (nuint column = 0; column < PanelWidth; column += (nuint)Vector256<float>.Count)
            {
                Vector256.LoadUnsafe(ref source, column).StoreUnsafe(ref target, column);
            }

            source = ref Unsafe.Add(ref source, matrix.Row);
            target = ref Unsafe.Add(ref target, PanelWidth);
        }
    }

    /// <summary>Packs a transposed matrix, whose columns are contiguous.</summary>
    private static void PackColumns(int depth, int width, MatrixView matrix, Span<float> panel)
    {
        Debug.Assert(matrix.Row == 1, "One of the two strides is 1.");
        ref var source = ref MemoryMarshal.GetReference(matrix.Values);
        for (var column = 0; column < width; column++)
        {
            ref var from = ref Unsafe.Add(ref source, column * matrix.Column);
            ref var to = ref panel[column];
            for (var row = 0; row < depth; row++)
            {
                Unsafe.Add(ref to, row * PanelWidth) = Unsafe.Add(ref from, row);
            }
        }
    }
}
