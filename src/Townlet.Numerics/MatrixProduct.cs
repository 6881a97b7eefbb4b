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
    private const int Lanes = 16;
    private const int HalfLanes = Lanes / 2;
    private const int PanelWidth = PackedMatrix.PanelWidth;
    private const int PanelDepth = PackedMatrix.PanelDepth;
    private const int RowsAtOnce = 8;

    [ThreadStatic]
    private static PackedMatrix? _panel;

    [ThreadStatic]
    private static float[]? _edge;

    /// <param name="rows">Number of rows of A and C.</param>
    /// <param name="columns">Number of columns of B and C.</param>
    /// <param name="inner">Number of columns of A and of rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, row after row; added to.</param>
    /// <param name="cRow">Floats from one row of C to the next.</param>
    public static void Add(int rows, int columns, int inner, MatrixView a, MatrixView b, Span<float> c, int cRow)
    {
        if (rows == 0 || columns == 0 || inner == 0)
        {
            return;
        }

        Require(rows, columns, inner, a, c, cRow);
        b.Require(inner, columns);
        var panel = _panel ??= new PackedMatrix(PanelDepth, PanelWidth);
        for (var k = 0; k < inner; k += PanelDepth)
        {
            var depth = Math.Min(PanelDepth, inner - k);
            for (var column = 0; column < columns; column += PanelWidth)
            {
                var width = Math.Min(PanelWidth, columns - column);
                panel.Pack(depth, width, b.From(k, column));
                AddPanel(rows, depth, width, a.From(0, k), ref panel.Panel(0, 0), c[column..], cRow);
            }
        }
    }

    /// <summary>The same with a matrix B that is packed already.</summary>
    /// <param name="rows">Number of rows of A and C.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, row after row; added to.</param>
    /// <param name="cRow">Floats from one row of C to the next.</param>
    public static void Add(int rows, MatrixView a, PackedMatrix b, Span<float> c, int cRow)
    {
        Require(rows, b.Columns, b.Rows, a, c, cRow);
        for (var k = 0; k < b.Rows; k += PanelDepth)
        {
            for (var column = 0; column < b.Columns; column += PanelWidth)
            {
                AddPanel(
                    rows, Math.Min(PanelDepth, b.Rows - k), Math.Min(PanelWidth, b.Columns - column), a.From(0, k), ref b.Panel(k, column), c[column..], cRow);
            }
        }
    }

    private static void Require(int rows, int columns, int inner, MatrixView a, ReadOnlySpan<float> c, int cRow)
    {
        a.Require(rows, inner);
        new MatrixView(c, cRow).Require(rows, columns);
    }

    private static void AddPanel(
        int rows, int depth, int width, MatrixView a, ref float panel, Span<float> c, int cRow)
    {
        ref var start = ref MemoryMarshal.GetReference(a.Values);
        var row = 0;
        for (; row < rows; row += row <= rows - RowsAtOnce ? RowsAtOnce : 1)
        {
            var height = row <= rows - RowsAtOnce ? RowsAtOnce : 1;
            ref var block = ref Unsafe.Add(ref start, row * a.Row);
            if (width == PanelWidth)
            {
                AddBlock(height, depth, ref block, a.Row, a.Column, ref panel, ref c[row * cRow], cRow);
                continue;
            }

            // A block narrower than a panel is computed in a full-width buffer.
            var edge = _edge ??= new float[RowsAtOnce * PanelWidth];
            for (var i = 0; i < height; i++)
            {
                c.Slice((row + i) * cRow, width).CopyTo(edge.AsSpan(i * PanelWidth));
            }

            AddBlock(height, depth, ref block, a.Row, a.Column, ref panel, ref edge[0], PanelWidth);
            for (var i = 0; i < height; i++)
            {
                edge.AsSpan(i * PanelWidth, width).CopyTo(c[((row + i) * cRow)..]);
            }
        }
    }

    private static void AddBlock(int height, int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        if (height < RowsAtOnce)
        {
            AddOneRow(depth, ref a, aColumn, ref panel, ref c);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            AddEightRows(depth, ref a, aRow, aColumn, ref panel, ref c, cRow);
        }
        else
        {
            AddEightRowsInQuarters(depth, ref a, aRow, aColumn, ref panel, ref c, cRow);
        }
    }

    /// <summary>Keeps 16 sums in registers: at each step through the panel two loads and eight broadcasts feed sixteen multiply-adds.</summary>
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
        for (var k = 0; k < depth; k++)
        {
            var left = Vector512.LoadUnsafe(ref panel);
            var right = Vector512.LoadUnsafe(ref panel, Lanes);
            panel = ref Unsafe.Add(ref panel, PanelWidth);

            var x = Vector512.Create(a0);
            l0 = Vector512.FusedMultiplyAdd(x, left, l0);
            r0 = Vector512.FusedMultiplyAdd(x, right, r0);
            a0 = ref Unsafe.Add(ref a0, aColumn);
            x = Vector512.Create(a1);
            l1 = Vector512.FusedMultiplyAdd(x, left, l1);
            r1 = Vector512.FusedMultiplyAdd(x, right, r1);
            a1 = ref Unsafe.Add(ref a1, aColumn);
            x = Vector512.Create(a2);
            l2 = Vector512.FusedMultiplyAdd(x, left, l2);
            r2 = Vector512.FusedMultiplyAdd(x, right, r2);
            a2 = ref Unsafe.Add(ref a2, aColumn);
            x = Vector512.Create(a3);
            l3 = Vector512.FusedMultiplyAdd(x, left, l3);
            r3 = Vector512.FusedMultiplyAdd(x, right, r3);
            a3 = ref Unsafe.Add(ref a3, aColumn);
            x = Vector512.Create(a4);
            l4 = Vector512.FusedMultiplyAdd(x, left, l4);
            r4 = Vector512.FusedMultiplyAdd(x, right, r4);
            a4 = ref Unsafe.Add(ref a4, aColumn);
            x = Vector512.Create(a5);
            l5 = Vector512.FusedMultiplyAdd(x, left, l5);
            r5 = Vector512.FusedMultiplyAdd(x, right, r5);
            a5 = ref Unsafe.Add(ref a5, aColumn);
            x = Vector512.Create(a6);
            l6 = Vector512.FusedMultiplyAdd(x, left, l6);
            r6 = Vector512.FusedMultiplyAdd(x, right, r6);
            a6 = ref Unsafe.Add(ref a6, aColumn);
            x = Vector512.Create(a7);
            l7 = Vector512.FusedMultiplyAdd(x, left, l7);
            r7 = Vector512.FusedMultiplyAdd(x, right, r7);
            a7 = ref Unsafe.Add(ref a7, aColumn);
        }

        Store(l0, r0, ref c);
        Store(l1, r1, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l2, r2, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l3, r3, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l4, r4, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l5, r5, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l6, r6, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l7, r7, ref Unsafe.Add(ref c, cRow));
    }

    /// <summary>The same for processors whose vector registers are half as long and half as many (AVX2). Each sum is added up in the same order, with the same result to the bit.</summary>
    internal static void AddEightRowsInQuarters(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        const int Half = RowsAtOnce / 2;
        for (var row = 0; row < RowsAtOnce; row += Half)
        {
            ref var rows = ref Unsafe.Add(ref a, row * aRow);
            ref var sums = ref Unsafe.Add(ref c, row * cRow);
            AddFourRows(depth, ref rows, aRow, aColumn, ref panel, ref sums, cRow);
            AddFourRows(depth, ref rows, aRow, aColumn, ref Unsafe.Add(ref panel, Lanes), ref Unsafe.Add(ref sums, Lanes), cRow);
        }
    }

    /// <summary>Four rows and half a panel, with eight sums in registers.</summary>
    private static void AddFourRows(int depth, ref float a, int aRow, int aColumn, ref float panel, ref float c, int cRow)
    {
        ref var a0 = ref a;
        ref var a1 = ref Unsafe.Add(ref a0, aRow);
        ref var a2 = ref Unsafe.Add(ref a1, aRow);
        ref var a3 = ref Unsafe.Add(ref a2, aRow);
        Vector256<float> l0 = default, l1 = default, l2 = default, l3 = default, r0 = default, r1 = default, r2 = default, r3 = default;
        for (var k = 0; k < depth; k++)
        {
            var left = Vector256.LoadUnsafe(ref panel);
            var right = Vector256.LoadUnsafe(ref panel, HalfLanes);
            panel = ref Unsafe.Add(ref panel, PanelWidth);

            var x = Vector256.Create(a0);
            l0 = Vector256.FusedMultiplyAdd(x, left, l0);
            r0 = Vector256.FusedMultiplyAdd(x, right, r0);
            a0 = ref Unsafe.Add(ref a0, aColumn);
            x = Vector256.Create(a1);
            l1 = Vector256.FusedMultiplyAdd(x, left, l1);
            r1 = Vector256.FusedMultiplyAdd(x, right, r1);
            a1 = ref Unsafe.Add(ref a1, aColumn);
            x = Vector256.Create(a2);
            l2 = Vector256.FusedMultiplyAdd(x, left, l2);
            r2 = Vector256.FusedMultiplyAdd(x, right, r2);
            a2 = ref Unsafe.Add(ref a2, aColumn);
            x = Vector256.Create(a3);
            l3 = Vector256.FusedMultiplyAdd(x, left, l3);
            r3 = Vector256.FusedMultiplyAdd(x, right, r3);
            a3 = ref Unsafe.Add(ref a3, aColumn);
        }

        Store(l0, r0, ref c);
        Store(l1, r1, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l2, r2, ref c = ref Unsafe.Add(ref c, cRow));
        Store(l3, r3, ref Unsafe.Add(ref c, cRow));
    }

    private static void AddOneRow(int depth, ref float a, int aColumn, ref float panel, ref float c)
    {
        Vector256<float> y0 = default, y1 = default, y2 = default, y3 = default;
        for (var k = 0; k < depth; k++)
        {
            var x = Vector256.Create(Unsafe.Add(ref a, k * aColumn));
            y0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref panel), y0);
            y1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref panel, HalfLanes), y1);
            y2 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref panel, Lanes), y2);
            y3 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref panel, Lanes + HalfLanes), y3);
            panel = ref Unsafe.Add(ref panel, PanelWidth);
        }

        Store(y0, y1, ref c);
        Store(y2, y3, ref Unsafe.Add(ref c, Lanes));
    }

    private static void Store(Vector512<float> left, Vector512<float> right, ref float c)
    {
        (Vector512.LoadUnsafe(ref c) + left).StoreUnsafe(ref c);
        (Vector512.LoadUnsafe(ref c, Lanes) + right).StoreUnsafe(ref c, Lanes);
    }

    private static void Store(Vector256<float> left, Vector256<float> right, ref float c)
    {
        (Vector256.LoadUnsafe(ref c) + left).StoreUnsafe(ref c);
        (Vector256.LoadUnsafe(ref c, HalfLanes) + right).StoreUnsafe(ref c, HalfLanes);
    }
}
