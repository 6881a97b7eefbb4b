using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>
/// y = x W + b, in managed vector code. From eight rows of x on it is a matrix product. Fewer are walks through the weights that skip
/// rows of W which meet a zero, except in a last block of 8 to 63 columns: most of an observation is zeros (one-hot codes), and so is
/// half of every rectified layer.
/// </summary>
public static class DenseLayer
{
    private const int Lanes = 8;
    private const int Block = 8 * Lanes;

    /// <summary>From this number of rows on, one matrix product is faster than one walk through the weights for each row.</summary>
    private const int RowsWorthPacking = 8;

    /// <param name="input">Shape [inputs].</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="bias">Shape [outputs].</param>
    /// <param name="output">Shape [outputs].</param>
    /// <param name="rectify">True: negative outputs become 0.</param>
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

    /// <summary>Y = X W + b for many rows.</summary>
    /// <param name="rows">Number of rows of X and Y.</param>
    /// <param name="input">X.</param>
    /// <param name="inputRow">Floats from one row of X to the next.</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="bias">Shape [outputs].</param>
    /// <param name="output">Y; overwritten.</param>
    /// <param name="outputRow">Floats from one row of Y to the next.</param>
    /// <param name="rectify">True: negative outputs become 0.</param>
    public static void ApplyMany(
        int rows, ReadOnlySpan<float> input, int inputRow, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, int outputRow, bool rectify)
    {
        if (rows < RowsWorthPacking)
        {
            for (var row = 0; row < rows; row++)
            {
                Apply(input.Slice(row * inputRow, weight.Length / bias.Length), weight, bias, output.Slice(row * outputRow, bias.Length), rectify);
            }

            return;
        }

        for (var row = 0; row < rows; row++)
        {
            bias.CopyTo(output[(row * outputRow)..]);
        }

        AddMany(rows, input, inputRow, weight, bias.Length, output, outputRow);
        if (rectify && outputRow == bias.Length)
        {
            Rectify(output[..(rows * outputRow)]);
            return;
        }

        for (var row = 0; rectify && row < rows; row++)
        {
            Rectify(output.Slice(row * outputRow, bias.Length));
        }
    }

    /// <summary>Y += X W for many rows.</summary>
    /// <param name="rows">Number of rows of X and Y.</param>
    /// <param name="input">X.</param>
    /// <param name="inputRow">Floats from one row of X to the next.</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="outputs">Number of columns of Y.</param>
    /// <param name="output">Y.</param>
    /// <param name="outputRow">Floats from one row of Y to the next.</param>
    public static void AddMany(
        int rows, ReadOnlySpan<float> input, int inputRow, ReadOnlySpan<float> weight, int outputs, Span<float> output, int outputRow)
    {
        var inputs = weight.Length / outputs;
        if (rows >= RowsWorthPacking)
        {
            MatrixProduct.Add(rows, outputs, inputs, new(input, inputRow), new(weight, outputs), output, outputRow);
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            // The values that are already there take the place of the bias.
            var sums = output.Slice(row * outputRow, outputs);
            Apply(input.Slice(row * inputRow, inputs), weight, sums, sums, rectify: false);
        }
    }

    /// <summary>Computes the gradients of weight and bias from that of the layer's output.</summary>
    /// <param name="rows">Number of rows of input and output gradient.</param>
    /// <param name="input">X.</param>
    /// <param name="inputRow">Floats from one row of X to the next.</param>
    /// <param name="outputGradient">Gradient with respect to Y, before the rectifier.</param>
    /// <param name="outputRow">Floats from one row of the output gradient to the next.</param>
    /// <param name="weightGradient">Shape [inputs, outputs]; added to.</param>
    /// <param name="biasGradient">Shape [outputs]; added to.</param>
    public static void AddParameterGradient(
        int rows,
        ReadOnlySpan<float> input,
        int inputRow,
        ReadOnlySpan<float> outputGradient,
        int outputRow,
        Span<float> weightGradient,
        Span<float> biasGradient)
    {
        var outputs = biasGradient.Length;
        MatrixProduct.Add(
            weightGradient.Length / outputs, outputs, rows, new MatrixView(input, inputRow).Transposed, new(outputGradient, outputRow), weightGradient, outputs);
        for (var row = 0; row < rows; row++)
        {
            Elementwise.Add(biasGradient, outputGradient.Slice(row * outputRow, outputs));
        }
    }

    /// <summary>Computes the gradient with respect to the layer's input from that of its output.</summary>
    /// <param name="rows">Number of rows of input and output.</param>
    /// <param name="outputGradient">Gradient with respect to Y, before the rectifier.</param>
    /// <param name="outputRow">Floats from one row of the output gradient to the next.</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="outputs">Number of columns of Y.</param>
    /// <param name="inputGradient">Shape [rows, inputs]; overwritten.</param>
    public static void InputGradient(
        int rows, ReadOnlySpan<float> outputGradient, int outputRow, ReadOnlySpan<float> weight, int outputs, Span<float> inputGradient)
    {
        var inputs = weight.Length / outputs;
        inputGradient[..(rows * inputs)].Clear();
        MatrixProduct.Add(rows, inputs, outputs, new(outputGradient, outputRow), new MatrixView(weight, outputs).Transposed, inputGradient, inputs);
    }

    /// <summary>Sets negative values to 0.</summary>
    public static void Rectify(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        foreach (ref var y in vectors)
        {
            y = Vector256.Max(y, Vector256<float>.Zero);
        }

        foreach (ref var y in values[(vectors.Length * Lanes)..])
        {
            y = MathF.Max(y, 0);
        }
    }

    /// <summary>Computes 64 outputs at once: their sums stay in registers during the walk through the input.</summary>
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
