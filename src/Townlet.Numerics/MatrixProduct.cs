using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>
/// C += A B on one core, in managed vector code (Goto and van de Geijn 2008, the part that matters for small matrices). A
/// panel of B is packed so that it is read in sequence from the nearest cache, and a block of C stays in registers during
/// the walk along the inner dimension.
/// </summary>
public static class MatrixProduct
{
    private const int PanelWidth = PackedMatrix.PanelWidth;
    private const int PanelDepth = PackedMatrix.PanelDepth;
    private const int RowsAtOnce = 4;

    [ThreadStatic]
    private static PackedMatrix? _panel;

    [ThreadStatic]
    private static float[]? _edge;

    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, row after row; added to.</param>
    /// <param name="cRow">Floats from one row of C to the next.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static void Add(MatrixView a, MatrixView b, Span<float> c, int cRow)
    {
        var panel = _panel ??= new PackedMatrix(PanelDepth, PanelWidth);
        for (var k = 0; k < b.Rows; k += PanelDepth)
        {
            for (var column = 0; column < b.Columns; column += PanelWidth)
            {
                panel.Pack(b.Part(k, column, PanelDepth, PanelWidth));
                Add(a.Part(0, k, a.Rows, PanelDepth), panel, c[column..], cRow);
            }
        }
    }

    /// <summary>The same with a matrix B that is packed already.</summary>
    /// <inheritdoc cref="Add(MatrixView, MatrixView, Span{float}, int)"/>
    public static void Add(MatrixView a, PackedMatrix b, Span<float> c, int cRow)
    {
        if (a.Columns != b.Rows)
        {
            throw new ArgumentException("Two matrices do not fit together.");
        }

        _ = new MatrixView(a.Rows, b.Columns, c, cRow);
        for (var k = 0; k < b.Rows; k += PanelDepth)
        {
            for (var column = 0; column < b.Columns; column += PanelWidth)
            {
                AddPanel(a.Part(0, k, a.Rows, PanelDepth), ref b.Panel(k, column), Math.Min(PanelWidth, b.Columns - column), c[column..], cRow);
            }
        }
    }

    private static void AddPanel(MatrixView a, ref float panel, int width, Span<float> c, int cRow)
    {
        ref var start = ref MemoryMarshal.GetReference(a.Values);
        for (int row = 0, height; row < a.Rows; row += height)
        {
            height = a.Rows - row < RowsAtOnce ? 1 : RowsAtOnce;
            ref var block = ref Unsafe.Add(ref start, row * a.Row);
            if (height == RowsAtOnce && width == PanelWidth)
            {
                AddBlock(a.Columns, ref block, a.Row, a.Column, ref panel, ref c[row * cRow], cRow);
                continue;
            }

            // A smaller block is computed in a buffer of full size: a row that is left over as four equal ones, which takes no longer than one.
            var edge = (_edge ??= new float[RowsAtOnce * PanelWidth]).AsSpan();
            edge.Clear();
            AddBlock(a.Columns, ref block, height == 1 ? 0 : a.Row, a.Column, ref panel, ref edge[0], PanelWidth);
            for (var i = 0; i < height; i++)
            {
                Elementwise.Add(c.Slice((row + i) * cRow, width), edge[(i * PanelWidth)..]);
            }
        }
    }

    private static void AddBlock(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddBlock<Vector512<float>, WideVectors>(depth, ref a, aRow, aColumn, ref panel, ref c, cRow);
        }
        else
        {
            AddBlock<Vector256<float>, NarrowVectors>(depth, ref a, aRow, aColumn, ref panel, ref c, cRow);
        }
    }

    /// <summary>Four rows and a panel. Each sum is added up in the same order with vectors of any width, and has the same result to the bit.</summary>
    internal static void AddBlock<TVector, TWidth>(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
        where TVector : struct
        where TWidth : IVectorWidth<TVector>
    {
        for (var column = 0; column < PanelWidth; column += 2 * TWidth.Count)
        {
            AddFourRows<TVector, TWidth>(depth, ref a, aRow, aColumn, ref Unsafe.Add(ref panel, column), ref Unsafe.Add(ref c, column), cRow);
        }
    }

    /// <summary>Keeps eight sums in registers: at each step through the panel two loads and four broadcasts feed eight multiply-adds.</summary>
    private static void AddFourRows<TVector, TWidth>(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
        where TVector : struct
        where TWidth : IVectorWidth<TVector>
    {
        ref var a0 = ref a;
        ref var a1 = ref Unsafe.Add(ref a0, aRow);
        ref var a2 = ref Unsafe.Add(ref a1, aRow);
        ref var a3 = ref Unsafe.Add(ref a2, aRow);
        TVector l0 = default, l1 = default, l2 = default, l3 = default, r0 = default, r1 = default, r2 = default, r3 = default;
        nint at = 0;
        nint step = aColumn;
        ref var end = ref Unsafe.Add(ref panel, depth * PanelWidth);
        while (Unsafe.IsAddressLessThan(ref panel, ref end))
        {
            var left = TWidth.Load(ref panel);
            var right = TWidth.Load(ref Unsafe.Add(ref panel, TWidth.Count));
            panel = ref Unsafe.Add(ref panel, PanelWidth);
            var x = TWidth.Fill(Unsafe.Add(ref a0, at));
            l0 = TWidth.MultiplyAdd(x, left, l0);
            r0 = TWidth.MultiplyAdd(x, right, r0);
            x = TWidth.Fill(Unsafe.Add(ref a1, at));
            l1 = TWidth.MultiplyAdd(x, left, l1);
            r1 = TWidth.MultiplyAdd(x, right, r1);
            x = TWidth.Fill(Unsafe.Add(ref a2, at));
            l2 = TWidth.MultiplyAdd(x, left, l2);
            r2 = TWidth.MultiplyAdd(x, right, r2);
            x = TWidth.Fill(Unsafe.Add(ref a3, at));
            l3 = TWidth.MultiplyAdd(x, left, l3);
            r3 = TWidth.MultiplyAdd(x, right, r3);
            at += step;
        }

        AddTo<TVector, TWidth>(ref c, l0, r0);
        AddTo<TVector, TWidth>(ref Unsafe.Add(ref c, cRow), l1, r1);
        AddTo<TVector, TWidth>(ref Unsafe.Add(ref c, 2 * cRow), l2, r2);
        AddTo<TVector, TWidth>(ref Unsafe.Add(ref c, 3 * cRow), l3, r3);
    }

    private static void AddTo<TVector, TWidth>(ref float c, TVector left, TVector right)
        where TVector : struct
        where TWidth : IVectorWidth<TVector>
    {
        TWidth.AddTo(ref c, left);
        TWidth.AddTo(ref Unsafe.Add(ref c, TWidth.Count), right);
    }
}
