using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>
/// The arithmetic of an LSTM between its matrix products (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al.
/// 2000), for one step of one life. The number of units is a multiple of 8, the floats of a vector; gates lie in the order input, forget, output, candidate.
/// </summary>
public static class LstmCell
{
    /// <param name="gates">Shape [4 * units]: pre-activations, overwritten with the activations.</param>
    /// <param name="previousCell">Shape [units].</param>
    /// <param name="cell">Shape [units]; overwritten.</param>
    /// <param name="squashedCell">Shape [units]: tanh of the cell state; overwritten.</param>
    /// <param name="hidden">Shape [units]; overwritten.</param>
    public static void Forward(Span<float> gates, ReadOnlySpan<float> previousCell, Span<float> cell, Span<float> squashedCell, Span<float> hidden)
    {
        var g = Vectors(gates);
        var before = Vectors(previousCell);
        var c = Vectors(cell);
        var squashed = Vectors(squashedCell);
        var h = Vectors(hidden);
        for (var i = 0; i < c.Length; i++)
        {
            var input = g[i] = Sigmoid(g[i]);
            var forget = g[i + c.Length] = Sigmoid(g[i + c.Length]);
            var output = g[i + (2 * c.Length)] = Sigmoid(g[i + (2 * c.Length)]);
            var candidate = g[i + (3 * c.Length)] = Tanh(g[i + (3 * c.Length)]);
            c[i] = (forget * before[i]) + (input * candidate);
            squashed[i] = Tanh(c[i]);
            h[i] = output * squashed[i];
        }
    }

    /// <param name="gates">Shape [4 * units]: activations of the forward pass.</param>
    /// <param name="previousCell">As in the forward pass.</param>
    /// <param name="squashedCell">As in the forward pass.</param>
    /// <param name="hiddenGradient">Shape [units].</param>
    /// <param name="cellGradient">Shape [units]: gradient of the cell state from later steps; overwritten with the gradient of the cell state before this step.</param>
    /// <param name="gateGradient">Shape [4 * units]: gradient of the pre-activations; overwritten.</param>
    public static void Backward(
        ReadOnlySpan<float> gates,
        ReadOnlySpan<float> previousCell,
        ReadOnlySpan<float> squashedCell,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> cellGradient,
        Span<float> gateGradient)
    {
        var g = Vectors(gates);
        var gradient = Vectors(gateGradient);
        var before = Vectors(previousCell);
        var squashed = Vectors(squashedCell);
        var h = Vectors(hiddenGradient);
        var c = Vectors(cellGradient);
        var one = Vector256<float>.One;
        for (var i = 0; i < c.Length; i++)
        {
            var (input, forget) = (g[i], g[i + c.Length]);
            var (output, candidate) = (g[i + (2 * c.Length)], g[i + (3 * c.Length)]);
            var cell = c[i] + (h[i] * output * (one - (squashed[i] * squashed[i])));
            gradient[i] = cell * candidate * input * (one - input);
            gradient[i + c.Length] = cell * before[i] * forget * (one - forget);
            gradient[i + (2 * c.Length)] = h[i] * squashed[i] * output * (one - output);
            gradient[i + (3 * c.Length)] = cell * input * (one - (candidate * candidate));
            c[i] = cell * forget;
        }
    }

    private static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);

    private static Span<Vector256<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);

    private static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-x));

    private static Vector256<float> Tanh(Vector256<float> x) => (Sigmoid(x + x) * 2f) - Vector256<float>.One;
}
