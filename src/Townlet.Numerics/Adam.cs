using System.Numerics;
using System.Runtime.InteropServices;

namespace Townlet.Numerics;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1, in the form that ends its section 2) after the gradient has been clipped to a
/// global norm (Pascanu, Mikolov and Bengio 2013): one pass over a network's flat weights.
/// </summary>
/// <param name="length">Number of weights: a whole number of vectors, so a multiple of 16 fits everywhere.</param>
public sealed class Adam(int length)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const double Epsilon = 1e-8;

    private readonly float[] _firstMoments = new float[length];
    private readonly float[] _secondMoments = new float[length];

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>All that a later step depends on; valid until the next one.</summary>
    public AdamState State => new(Steps, _firstMoments, _secondMoments);

    /// <summary>Takes one step against the gradient.</summary>
    /// <param name="weights">Changed.</param>
    /// <param name="gradient">In the order of the weights.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="maximumNorm">A longer gradient is scaled down to this norm.</param>
    /// <returns>False where the gradient is not finite; nothing has changed then.</returns>
    public bool TryStep(Span<float> weights, ReadOnlySpan<float> gradient, double learningRate, double maximumNorm = double.PositiveInfinity)
    {
        var norm = Norm(gradient);
        if (!double.IsFinite(norm))
        {
            return false;
        }

        Steps++;
        var correction1 = 1 - Math.Pow(Beta1, Steps);
        var correction2 = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        Update(
            weights,
            gradient,
            clip: norm > maximumNorm ? (float)(maximumNorm / norm) : 1,
            stepSize: (float)(learningRate * correction2 / correction1),
            epsilon: (float)(Epsilon * correction2));
        return true;
    }

    /// <param name="state">The state of an optimiser of as many weights.</param>
    public void Restore(AdamState state)
    {
        state.FirstMoments.CopyTo(_firstMoments);
        state.SecondMoments.CopyTo(_secondMoments);
        Steps = state.Steps;
    }

    private void Update(Span<float> weights, ReadOnlySpan<float> gradient, float clip, float stepSize, float epsilon)
    {
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(_firstMoments.AsSpan());
        var v = MemoryMarshal.Cast<float, Vector<float>>(_secondMoments.AsSpan());
        for (var i = 0; i < w.Length; i++)
        {
            var clipped = clip * g[i];
            m[i] = (Beta1 * m[i]) + ((1 - Beta1) * clipped);
            v[i] = (Beta2 * v[i]) + ((1 - Beta2) * clipped * clipped);
            w[i] -= stepSize * m[i] / (Vector.SquareRoot(v[i]) + new Vector<float>(epsilon));
        }
    }

    private static double Norm(ReadOnlySpan<float> gradient)
    {
        var squares = Vector<float>.Zero;
        foreach (var vector in MemoryMarshal.Cast<float, Vector<float>>(gradient))
        {
            squares += vector * vector;
        }

        return Math.Sqrt(Vector.Sum(squares));
    }
}
