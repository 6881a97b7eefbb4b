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
