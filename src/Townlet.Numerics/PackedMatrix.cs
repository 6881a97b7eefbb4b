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
    public void Pack(MatrixView matrix)
    {
        (Rows, Columns) = (matrix.Rows, matrix.Columns);
        for (var row = 0; row < Rows; row += PanelDepth)
        {
            for (var column = 0; column < Columns; column += PanelWidth)
            {
                var part = matrix.Part(row, column, PanelDepth, PanelWidth);
                Pack(part, _panels.AsSpan(Offset(row, column), part.Rows * PanelWidth));
            }
        }
    }

    /// <summary>The panel that begins with this element.</summary>
    public ref float Panel(int row, int column) => ref _panels[Offset(row, column)];

    private int Offset(int row, int column) =>
        (row * PanelsFor(Columns) * PanelWidth) + (column * Math.Min(PanelDepth, Rows - row));

    private static int PanelsFor(int columns) => (columns + PanelWidth - 1) / PanelWidth;

    private static void Pack(MatrixView part, Span<float> panel)
    {
        if (part.Columns < PanelWidth)
        {
            panel.Clear();
        }

        if (part.Column == 1 && part.Columns == PanelWidth)
        {
            PackRows(part, panel);
        }
        else
        {
            PackElements(part, panel);
        }
    }

    private static void PackRows(MatrixView part, Span<float> panel)
    {
        ref var source = ref MemoryMarshal.GetReference(part.Values);
        ref var target = ref MemoryMarshal.GetReference(panel);
        for (var row = 0; row < part.Rows; row++)
        {
            for (nuint column = 0; column < PanelWidth; column += (nuint)Vector256<float>.Count)
            {
                Vector256.LoadUnsafe(ref source, column).StoreUnsafe(ref target, column);
            }

            source = ref Unsafe.Add(ref source, part.Row);
            target = ref Unsafe.Add(ref target, PanelWidth);
        }
    }

    /// <summary>Packs any matrix, column by column, since those of a transposed one are contiguous.</summary>
    private static void PackElements(MatrixView part, Span<float> panel)
    {
        ref var source = ref MemoryMarshal.GetReference(part.Values);
        for (var column = 0; column < part.Columns; column++)
        {
            ref var from = ref Unsafe.Add(ref source, column * part.Column);
            ref var to = ref panel[column];
            for (var row = 0; row < part.Rows; row++)
            {
                to = from;
                from = ref Unsafe.Add(ref from, part.Row);
                to = ref Unsafe.Add(ref to, PanelWidth);
            }
        }
    }
}
