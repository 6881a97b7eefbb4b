using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>
/// y = x W + b, in managed vector code. From eight rows of x on it is a matrix product. Fewer are walks through the weights that skip
/// rows of W which meet a zero: most of an observation is zeros (one-hot codes), and so is half of every rectified layer.
/// </summary>
public static class DenseLayer
{
    private const int Lanes = 8;
    private const int Block = 8 * Lanes;

    /// <summary>From this number of rows on, one matrix product is faster than one walk through the weights for each row.</summary>
    private const int RowsWorthPacking = 8;

    /// <summary>Y = X W + b.</summary>
    /// <param name="input">X.</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="bias">Shape [outputs].</param>
    /// <param name="output">Y; overwritten.</param>
    /// <param name="outputRow">Floats from one row of Y to the next.</param>
    public static void Apply(MatrixView input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, int outputRow)
    {
        for (var row = 0; row < input.Rows; row++)
        {
            bias.CopyTo(output[(row * outputRow)..]);
        }

        Add(input, weight, output, outputRow);
    }

    /// <summary>Y += X W.</summary>
    /// <param name="input">X, whose columns are contiguous.</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="output">Y.</param>
    /// <param name="outputRow">Floats from one row of Y to the next.</param>
    public static void Add(MatrixView input, ReadOnlySpan<float> weight, Span<float> output, int outputRow)
    {
        var outputs = weight.Length / input.Columns;
        if (input.Rows >= RowsWorthPacking)
        {
            MatrixProduct.Add(input, new MatrixView(input.Columns, outputs, weight, outputs), output, outputRow);
            return;
        }

        for (var row = 0; row < input.Rows; row++)
        {
            AddRow(input.Values.Slice(row * input.Row, input.Columns), weight, output.Slice(row * outputRow, outputs));
        }
    }

    /// <summary>Computes the gradients of weight and bias from that of the layer's output.</summary>
    /// <param name="input">X.</param>
    /// <param name="outputGradient">Gradient with respect to Y, whose columns are contiguous.</param>
    /// <param name="weightGradient">Shape [inputs, outputs]; added to.</param>
    /// <param name="biasGradient">Shape [outputs]; added to.</param>
    public static void AddParameterGradient(MatrixView input, MatrixView outputGradient, Span<float> weightGradient, Span<float> biasGradient)
    {
        MatrixProduct.Add(input.Transposed, outputGradient, weightGradient, outputGradient.Columns);
        for (var row = 0; row < outputGradient.Rows; row++)
        {
            Elementwise.Add(biasGradient, outputGradient.Values.Slice(row * outputGradient.Row, outputGradient.Columns));
        }
    }

    /// <summary>Computes the gradient with respect to the layer's input from that of its output.</summary>
    /// <param name="outputGradient">Gradient with respect to Y.</param>
    /// <param name="weight">Shape [inputs, outputs].</param>
    /// <param name="inputGradient">Shape [rows, inputs]; overwritten.</param>
    public static void InputGradient(MatrixView outputGradient, ReadOnlySpan<float> weight, Span<float> inputGradient)
    {
        var outputs = outputGradient.Columns;
        var inputs = weight.Length / outputs;
        inputGradient[..(outputGradient.Rows * inputs)].Clear();
        MatrixProduct.Add(outputGradient, new MatrixView(inputs, outputs, weight, outputs).Transposed, inputGradient, inputs);
    }

    private static void AddRow(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> sums)
    {
        var blocks = sums.Length - (sums.Length % Block);
        for (var column = 0; column < blocks; column += Block)
        {
            AddBlock(input, ref Unsafe.Add(ref MemoryMarshal.GetReference(weight), column), sums.Length, ref sums[column]);
        }

        for (var i = 0; i < input.Length && blocks < sums.Length; i++)
        {
            if (input[i] != 0)
            {
                AddScaled(input[i], weight[((i * sums.Length) + blocks)..], sums[blocks..]);
            }
        }
    }

    /// <summary>Computes 64 outputs at once: their sums stay in registers during the walk through the input.</summary>
    private static void AddBlock(ReadOnlySpan<float> input, ref float weight, int stride, ref float sums)
    {
        var y0 = Vector256.LoadUnsafe(ref sums, 0 * Lanes);
        var y1 = Vector256.LoadUnsafe(ref sums, 1 * Lanes);
        var y2 = Vector256.LoadUnsafe(ref sums, 2 * Lanes);
        var y3 = Vector256.LoadUnsafe(ref sums, 3 * Lanes);
        var y4 = Vector256.LoadUnsafe(ref sums, 4 * Lanes);
        var y5 = Vector256.LoadUnsafe(ref sums, 5 * Lanes);
        var y6 = Vector256.LoadUnsafe(ref sums, 6 * Lanes);
        var y7 = Vector256.LoadUnsafe(ref sums, 7 * Lanes);
        for (var i = 0; i < input.Length; i++)
        {
            if (input[i] == 0)
            {
                continue;
            }

            var x = Vector256.Create(input[i]);
            ref var row = ref Unsafe.Add(ref weight, i * stride);
            y0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 0 * Lanes), y0);
            y1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 1 * Lanes), y1);
            y2 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 2 * Lanes), y2);
            y3 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 3 * Lanes), y3);
            y4 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 4 * Lanes), y4);
            y5 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 5 * Lanes), y5);
            y6 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 6 * Lanes), y6);
            y7 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref row, 7 * Lanes), y7);
        }

        y0.StoreUnsafe(ref sums, 0 * Lanes);
        y1.StoreUnsafe(ref sums, 1 * Lanes);
        y2.StoreUnsafe(ref sums, 2 * Lanes);
        y3.StoreUnsafe(ref sums, 3 * Lanes);
        y4.StoreUnsafe(ref sums, 4 * Lanes);
        y5.StoreUnsafe(ref sums, 5 * Lanes);
        y6.StoreUnsafe(ref sums, 6 * Lanes);
        y7.StoreUnsafe(ref sums, 7 * Lanes);
    }

    private static void AddScaled(float factor, ReadOnlySpan<float> row, Span<float> sums)
    {
        row = row[..sums.Length];
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(sums);
        var rows = MemoryMarshal.Cast<float, Vector256<float>>(row);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector256.FusedMultiplyAdd(Vector256.Create(factor), rows[i], vectors[i]);
        }

        for (var i = vectors.Length * Lanes; i < sums.Length; i++)
        {
            sums[i] += factor * row[i];
        }
    }
}
