using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Learning;

/// <summary>
/// y = x W + b for one x, in managed vector code: for a single observation this is several times faster than the
/// calls that torch would need. Rows of W that meet a zero are skipped; most of an observation is zeros (one-hot
/// codes), and so is half of every rectified layer.
/// </summary>
internal static class DenseLayer
{
    private const int Lanes = 8;
    private const int Block = 8 * Lanes;
    private const int RowsAtOnce = 4;
    private const int WideLanes = 16;
    private const int WideBlock = 2 * WideLanes;

    /// <param name="input">Shape [inputs].</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="bias">Shape [outputs].</param>
    /// <param name="output">Shape [outputs].</param>
    /// <param name="rectify">Negative outputs become 0.</param>
    public static void Apply(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, bool rectify)
    {
        var outputs = output.Length;
        if (bias.Length != outputs || weight.Length != input.Length * outputs)
        {
            throw new ArgumentException("The shapes of input, weight, bias and output do not fit together.");
        }

        ref var w = ref MemoryMarshal.GetReference(weight);
        ref var b = ref MemoryMarshal.GetReference(bias);
        ref var y = ref MemoryMarshal.GetReference(output);
        var column = 0;
        for (; column <= outputs - Block; column += Block)
        {
            ApplyBlock(input, ref Unsafe.Add(ref w, column), outputs, ref Unsafe.Add(ref b, column), ref Unsafe.Add(ref y, column), rectify);
        }

        for (; column <= outputs - Lanes; column += Lanes)
        {
            ApplyVector(input, ref Unsafe.Add(ref w, column), outputs, ref Unsafe.Add(ref b, column), ref Unsafe.Add(ref y, column), rectify);
        }

        if (column < outputs)
        {
            ApplyRest(input, weight, bias, output, column, rectify);
        }
    }

    /// <summary>The same for many rows of input at once, each weight read once for four of them.</summary>
    /// <param name="rows">Inputs.</param>
    /// <param name="input">Shape [rows, inputs].</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="bias">Shape [outputs].</param>
    /// <param name="output">Shape [rows, outputs].</param>
    /// <param name="rectify">Negative outputs become 0.</param>
    public static void ApplyMany(
        int rows, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, bool rectify)
    {
        for (var row = 0; row < rows; row++)
        {
            bias.CopyTo(output[(row * bias.Length)..]);
        }

        AddMany(rows, input, weight, output);
        if (!rectify)
        {
            return;
        }

        output = output[..(rows * bias.Length)];
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(output);
        foreach (ref var y in vectors)
        {
            y = Vector256.Max(y, Vector256<float>.Zero);
        }

        foreach (ref var y in output[(vectors.Length * Lanes)..])
        {
            y = MathF.Max(y, 0);
        }
    }

    /// <summary>y += x W for many rows of input.</summary>
    /// <param name="rows">Inputs.</param>
    /// <param name="input">Shape [rows, inputs].</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="output">Shape [rows, outputs].</param>
    public static void AddMany(int rows, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output)
    {
        var outputs = output.Length / rows;
        var inputs = weight.Length / outputs;
        if (output.Length != rows * outputs || weight.Length != inputs * outputs || input.Length < rows * inputs)
        {
            throw new ArgumentException("The shapes of input, weight and output do not fit together.");
        }

        ref var x = ref MemoryMarshal.GetReference(input);
        ref var w = ref MemoryMarshal.GetReference(weight);
        ref var y = ref MemoryMarshal.GetReference(output);
        var row = 0;
        for (; row <= rows - RowsAtOnce; row += RowsAtOnce)
        {
            ref var xs = ref Unsafe.Add(ref x, row * inputs);
            ref var ys = ref Unsafe.Add(ref y, row * outputs);
            var column = 0;
            for (; column <= outputs - WideBlock; column += WideBlock)
            {
                AddFourRows(ref xs, inputs, ref Unsafe.Add(ref w, column), outputs, ref Unsafe.Add(ref ys, column));
            }

            for (var i = row; i < row + RowsAtOnce; i++)
            {
                AddRow(input.Slice(i * inputs, inputs), weight, output.Slice(i * outputs, outputs), column);
            }
        }

        for (; row < rows; row++)
        {
            AddRow(input.Slice(row * inputs, inputs), weight, output.Slice(row * outputs, outputs), 0);
        }
    }

    /// <summary>4 rows and 32 outputs at once: eight sums in registers, which is what keeps two multiply-add units of four cycles busy.</summary>
    private static void AddFourRows(ref float input, int inputs, ref float weight, int stride, ref float output)
    {
        ref var output1 = ref Unsafe.Add(ref output, stride);
        ref var output2 = ref Unsafe.Add(ref output1, stride);
        ref var output3 = ref Unsafe.Add(ref output2, stride);
        var a0 = Vector512.LoadUnsafe(ref output);
        var a1 = Vector512.LoadUnsafe(ref output1);
        var a2 = Vector512.LoadUnsafe(ref output2);
        var a3 = Vector512.LoadUnsafe(ref output3);
        var b0 = Vector512.LoadUnsafe(ref output, WideLanes);
        var b1 = Vector512.LoadUnsafe(ref output1, WideLanes);
        var b2 = Vector512.LoadUnsafe(ref output2, WideLanes);
        var b3 = Vector512.LoadUnsafe(ref output3, WideLanes);
        for (var i = 0; i < inputs; i++)
        {
            ref var row = ref Unsafe.Add(ref weight, i * stride);
            var wa = Vector512.LoadUnsafe(ref row);
            var wb = Vector512.LoadUnsafe(ref row, WideLanes);
            var x0 = Vector512.Create(Unsafe.Add(ref input, i));
            var x1 = Vector512.Create(Unsafe.Add(ref input, i + inputs));
            var x2 = Vector512.Create(Unsafe.Add(ref input, i + (2 * inputs)));
            var x3 = Vector512.Create(Unsafe.Add(ref input, i + (3 * inputs)));
            a0 = Vector512.FusedMultiplyAdd(x0, wa, a0);
            b0 = Vector512.FusedMultiplyAdd(x0, wb, b0);
            a1 = Vector512.FusedMultiplyAdd(x1, wa, a1);
            b1 = Vector512.FusedMultiplyAdd(x1, wb, b1);
            a2 = Vector512.FusedMultiplyAdd(x2, wa, a2);
            b2 = Vector512.FusedMultiplyAdd(x2, wb, b2);
            a3 = Vector512.FusedMultiplyAdd(x3, wa, a3);
            b3 = Vector512.FusedMultiplyAdd(x3, wb, b3);
        }

        a0.StoreUnsafe(ref output);
        a1.StoreUnsafe(ref output1);
        a2.StoreUnsafe(ref output2);
        a3.StoreUnsafe(ref output3);
        b0.StoreUnsafe(ref output, WideLanes);
        b1.StoreUnsafe(ref output1, WideLanes);
        b2.StoreUnsafe(ref output2, WideLanes);
        b3.StoreUnsafe(ref output3, WideLanes);
    }

    /// <summary>One row, from some output on; weights that meet a zero are skipped.</summary>
    private static void AddRow(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int firstColumn)
    {
        var outputs = output.Length;
        if (firstColumn == outputs)
        {
            return;
        }

        ref var w = ref MemoryMarshal.GetReference(weight);
        ref var y = ref MemoryMarshal.GetReference(output);
        var column = firstColumn;
        for (; column <= outputs - Block; column += Block)
        {
            ref var start = ref Unsafe.Add(ref y, column);
            ApplyBlock(input, ref Unsafe.Add(ref w, column), outputs, ref start, ref start, rectify: false);
        }

        for (; column <= outputs - Lanes; column += Lanes)
        {
            ref var start = ref Unsafe.Add(ref y, column);
            ApplyVector(input, ref Unsafe.Add(ref w, column), outputs, ref start, ref start, rectify: false);
        }

        if (column < outputs)
        {
            ApplyRest(input, weight, output, output, column, rectify: false);
        }
    }

    /// <summary>64 outputs at once: their sums stay in registers while the input is walked.</summary>
    private static void ApplyBlock(ReadOnlySpan<float> input, ref float weight, int stride, ref float bias, ref float output, bool rectify)
    {
        var y0 = Vector256.LoadUnsafe(ref bias);
        var y1 = Vector256.LoadUnsafe(ref bias, 1 * Lanes);
        var y2 = Vector256.LoadUnsafe(ref bias, 2 * Lanes);
        var y3 = Vector256.LoadUnsafe(ref bias, 3 * Lanes);
        var y4 = Vector256.LoadUnsafe(ref bias, 4 * Lanes);
        var y5 = Vector256.LoadUnsafe(ref bias, 5 * Lanes);
        var y6 = Vector256.LoadUnsafe(ref bias, 6 * Lanes);
        var y7 = Vector256.LoadUnsafe(ref bias, 7 * Lanes);
        for (var i = 0; i < input.Length; i++)
        {
            if (input[i] == 0)
            {
                continue;
            }

            var x = Vector256.Create(input[i]);
            ref var row = ref Unsafe.Add(ref weight, i * stride);
            y0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row), y0);
            y1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 1 * Lanes), y1);
            y2 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 2 * Lanes), y2);
            y3 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 3 * Lanes), y3);
            y4 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 4 * Lanes), y4);
            y5 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 5 * Lanes), y5);
            y6 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 6 * Lanes), y6);
            y7 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 7 * Lanes), y7);
        }

        Store(y0, ref output, 0, rectify);
        Store(y1, ref output, 1, rectify);
        Store(y2, ref output, 2, rectify);
        Store(y3, ref output, 3, rectify);
        Store(y4, ref output, 4, rectify);
        Store(y5, ref output, 5, rectify);
        Store(y6, ref output, 6, rectify);
        Store(y7, ref output, 7, rectify);
    }

    private static void ApplyVector(ReadOnlySpan<float> input, ref float weight, int stride, ref float bias, ref float output, bool rectify)
    {
        var y = Vector256.LoadUnsafe(ref bias);
        for (var i = 0; i < input.Length; i++)
        {
            y = Vector256.FusedMultiplyAdd(Vector256.Create(input[i]), Vector256.LoadUnsafe(ref weight, (nuint)(i * stride)), y);
        }

        Store(y, ref output, 0, rectify);
    }

    private static void ApplyRest(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, int firstColumn, bool rectify)
    {
        var rest = output[firstColumn..];
        bias[firstColumn..].CopyTo(rest);
        for (var i = 0; i < input.Length; i++)
        {
            var x = input[i];
            if (x == 0)
            {
                continue;
            }

            var row = weight.Slice((i * output.Length) + firstColumn, rest.Length);
            for (var column = 0; column < rest.Length; column++)
            {
                rest[column] += x * row[column];
            }
        }

        if (rectify)
        {
            foreach (ref var y in rest)
            {
                y = MathF.Max(y, 0);
            }
        }
    }

    private static void Store(Vector256<float> value, ref float output, int vector, bool rectify) =>
        (rectify ? Vector256.Max(value, Vector256<float>.Zero) : value).StoreUnsafe(ref output, (nuint)(vector * Lanes));
}
