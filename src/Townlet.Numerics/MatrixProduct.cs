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
    private const int MostRows = 8;
    private const int FewRows = 4;

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
            height = Height(a.Rows - row);
            ref var block = ref Unsafe.Add(ref start, row * a.Row);
            if (width == PanelWidth)
            {
                AddBlock(height, a.Columns, ref block, a.Row, a.Column, ref panel, ref c[row * cRow], cRow);
                continue;
            }

            // A block narrower than a panel is computed in a buffer.
            var edge = (_edge ??= new float[MostRows * PanelWidth]).AsSpan();
            edge.Clear();
            AddBlock(height, a.Columns, ref block, a.Row, a.Column, ref panel, ref edge[0], PanelWidth);
            for (var i = 0; i < height; i++)
            {
                Elementwise.Add(c.Slice((row + i) * cRow, width), edge[(i * PanelWidth)..]);
            }
        }
    }

    private static int Height(int rowsLeft) =>
        rowsLeft >= MostRows && Vector512.IsHardwareAccelerated ? MostRows
        : rowsLeft >= FewRows ? FewRows
        : 1;

    private static void AddBlock(int height, int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        if (height == MostRows)
        {
            AddEightRows(depth, ref a, aRow, aColumn, ref panel, ref c, cRow);
        }
        else if (height == FewRows)
        {
            AddFourRows(depth, ref a, aRow, aColumn, ref panel, ref c, cRow);
            AddFourRows(depth, ref a, aRow, aColumn, ref Unsafe.Add(ref panel, PanelWidth / 2), ref Unsafe.Add(ref c, PanelWidth / 2), cRow);
        }
        else
        {
            AddOneRow(depth, ref a, aColumn, ref panel, ref c);
        }
    }

    /// <summary>Eight rows and a panel for AVX-512: at each step through the panel two loads and eight broadcasts feed sixteen sums in registers.</summary>
    internal static void AddEightRows(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        ref var a0 = ref a;
        ref var a1 = ref Unsafe.Add(ref a0, aRow);
        ref var a2 = ref Unsafe.Add(ref a1, aRow);
        ref var a3 = ref Unsafe.Add(ref a2, aRow);
        ref var a4 = ref Unsafe.Add(ref a3, aRow);
        ref var a5 = ref Unsafe.Add(ref a4, aRow);
        ref var a6 = ref Unsafe.Add(ref a5, aRow);
        ref var a7 = ref Unsafe.Add(ref a6, aRow);
        Vector512<float> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default, l5 = default, l6 = default, l7 = default;
        Vector512<float> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default, r6 = default, r7 = default;
        nint at = 0;
        nint step = aColumn;
        ref var end = ref Unsafe.Add(ref panel, depth * PanelWidth);
        while (Unsafe.IsAddressLessThan(ref panel, ref end))
        {
            var left = Vector512.LoadUnsafe(ref panel);
            var right = Vector512.LoadUnsafe(ref panel, PanelWidth / 2);
            panel = ref Unsafe.Add(ref panel, PanelWidth);
            Feed(Unsafe.Add(ref a0, at), left, right, ref l0, ref r0);
            Feed(Unsafe.Add(ref a1, at), left, right, ref l1, ref r1);
            Feed(Unsafe.Add(ref a2, at), left, right, ref l2, ref r2);
            Feed(Unsafe.Add(ref a3, at), left, right, ref l3, ref r3);
            Feed(Unsafe.Add(ref a4, at), left, right, ref l4, ref r4);
            Feed(Unsafe.Add(ref a5, at), left, right, ref l5, ref r5);
            Feed(Unsafe.Add(ref a6, at), left, right, ref l6, ref r6);
            Feed(Unsafe.Add(ref a7, at), left, right, ref l7, ref r7);
            at += step;
        }

        AddTo(ref c, l0, r0);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l1, r1);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l2, r2);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l3, r3);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l4, r4);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l5, r5);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l6, r6);
        AddTo(ref Unsafe.Add(ref c, cRow), l7, r7);
    }

    /// <summary>Four rows and half a panel for registers that are half as long and half as many (AVX2). Each sum is added up in the same order, with the same result to the bit.</summary>
    internal static void AddFourRows(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        ref var a0 = ref a;
        ref var a1 = ref Unsafe.Add(ref a0, aRow);
        ref var a2 = ref Unsafe.Add(ref a1, aRow);
        ref var a3 = ref Unsafe.Add(ref a2, aRow);
        Vector256<float> l0 = default, l1 = default, l2 = default, l3 = default, r0 = default, r1 = default, r2 = default, r3 = default;
        nint at = 0;
        nint step = aColumn;
        ref var end = ref Unsafe.Add(ref panel, depth * PanelWidth);
        while (Unsafe.IsAddressLessThan(ref panel, ref end))
        {
            var left = Vector256.LoadUnsafe(ref panel);
            var right = Vector256.LoadUnsafe(ref panel, PanelWidth / 4);
            panel = ref Unsafe.Add(ref panel, PanelWidth);
            Feed(Unsafe.Add(ref a0, at), left, right, ref l0, ref r0);
            Feed(Unsafe.Add(ref a1, at), left, right, ref l1, ref r1);
            Feed(Unsafe.Add(ref a2, at), left, right, ref l2, ref r2);
            Feed(Unsafe.Add(ref a3, at), left, right, ref l3, ref r3);
            at += step;
        }

        AddTo(ref c, l0, r0);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l1, r1);
        AddTo(ref c = ref Unsafe.Add(ref c, cRow), l2, r2);
        AddTo(ref Unsafe.Add(ref c, cRow), l3, r3);
    }

    private static void AddOneRow(int depth, ref float a, int aColumn, ref float panel, ref float c)
    {
        Vector256<float> y0 = default, y1 = default, y2 = default, y3 = default;
        for (var k = 0; k < depth; k++)
        {
            var x = Unsafe.Add(ref a, k * aColumn);
            ref var right = ref Unsafe.Add(ref panel, PanelWidth / 2);
            Feed(x, Vector256.LoadUnsafe(ref panel), Vector256.LoadUnsafe(ref panel, PanelWidth / 4), ref y0, ref y1);
            Feed(x, Vector256.LoadUnsafe(ref right), Vector256.LoadUnsafe(ref right, PanelWidth / 4), ref y2, ref y3);
            panel = ref Unsafe.Add(ref panel, PanelWidth);
        }

        AddTo(ref c, y0, y1);
        AddTo(ref Unsafe.Add(ref c, PanelWidth / 2), y2, y3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Feed(float x, Vector512<float> left, Vector512<float> right, ref Vector512<float> l, ref Vector512<float> r)
    {
        var all = Vector512.Create(x);
        l = Vector512.FusedMultiplyAdd(all, left, l);
        r = Vector512.FusedMultiplyAdd(all, right, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Feed(float x, Vector256<float> left, Vector256<float> right, ref Vector256<float> l, ref Vector256<float> r)
    {
        var all = Vector256.Create(x);
        l = Vector256.FusedMultiplyAdd(all, left, l);
        r = Vector256.FusedMultiplyAdd(all, right, r);
    }

    private static void AddTo(ref float c, Vector512<float> left, Vector512<float> right)
    {
        (Vector512.LoadUnsafe(ref c) + left).StoreUnsafe(ref c);
        (Vector512.LoadUnsafe(ref c, PanelWidth / 2) + right).StoreUnsafe(ref c, PanelWidth / 2);
    }

    private static void AddTo(ref float c, Vector256<float> left, Vector256<float> right)
    {
        (Vector256.LoadUnsafe(ref c) + left).StoreUnsafe(ref c);
        (Vector256.LoadUnsafe(ref c, PanelWidth / 4) + right).StoreUnsafe(ref c, PanelWidth / 4);
    }
}
