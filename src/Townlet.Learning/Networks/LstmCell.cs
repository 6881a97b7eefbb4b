using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.Learning;

/// <summary>What an LSTM does after its matrix products (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).</summary>
internal static class LstmCell
{
    /// <param name="gates">Shape [4 * units]: pre-activations of input, forget and output gate and of the candidate. Units are a multiple of 16.</param>
    /// <param name="hidden">Shape [units]; overwritten.</param>
    /// <param name="cell">Shape [units]; moved on.</param>
    public static void Advance(ReadOnlySpan<float> gates, Span<float> hidden, Span<float> cell)
    {
        var units = cell.Length;
        var input = Vectors(gates[..units]);
        var forget = Vectors(gates.Slice(units, units));
        var output = Vectors(gates.Slice(2 * units, units));
        var candidate = Vectors(gates[(3 * units)..]);
        var h = MemoryMarshal.Cast<float, Vector512<float>>(hidden);
        var c = MemoryMarshal.Cast<float, Vector512<float>>(cell);
        for (var i = 0; i < c.Length; i++)
        {
            c[i] = (Sigmoid(forget[i]) * c[i]) + (Sigmoid(input[i]) * Tanh(candidate[i]));
            h[i] = Sigmoid(output[i]) * Tanh(c[i]);
        }
    }

    private static ReadOnlySpan<Vector512<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);

    private static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-x));

    private static Vector512<float> Tanh(Vector512<float> x) => (Sigmoid(x + x) * 2f) - Vector512<float>.One;
}
