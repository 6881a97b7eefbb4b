using System.Numerics;
using System.Runtime.InteropServices;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;

namespace Townlet.Learning.Networks;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1, in the form that ends its section 2) after the gradient has been clipped to a
/// global norm (Pascanu, Mikolov and Bengio 2013): one pass over a network's flat weights.
/// </summary>
internal sealed class Adam(ParameterLayout layout)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const double Epsilon = 1e-8;

    private readonly float[] _firstMoments = new float[layout.Length];
    private readonly float[] _secondMoments = new float[layout.Length];

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes one step against the gradient.</summary>
    /// <param name="weights">Weights in the order of the layout; changed.</param>
    /// <param name="gradient">Gradient in the order of the layout.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="maximumNorm">A longer gradient is scaled down to this norm.</param>
    /// <exception cref="TrainingDivergedException">The gradient is not finite. Nothing has changed then.</exception>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, double learningRate, double maximumNorm = double.PositiveInfinity)
    {
        var norm = Norm(gradient);
        if (!double.IsFinite(norm))
        {
            throw new TrainingDivergedException(
                "The gradient is no longer finite: learning has diverged. A smaller learning_rate, loss: huber or reward: survival makes learning more stable.");
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
    }

    /// <param name="checkpoint">Receives the state.</param>
    /// <param name="name">Name of this optimiser, to tell several apart.</param>
    public void Capture(CheckpointBuilder checkpoint, string name)
    {
        checkpoint.Add($"{name}.first_moment", layout, _firstMoments);
        checkpoint.Add($"{name}.second_moment", layout, _secondMoments);
        checkpoint.AddValue($"{name}.steps", Steps);
    }

    /// <param name="checkpoint">Holds the state.</param>
    /// <param name="name">The name under which it was captured.</param>
    public void Restore(CheckpointContent checkpoint, string name)
    {
        checkpoint.Read($"{name}.first_moment", layout, _firstMoments);
        checkpoint.Read($"{name}.second_moment", layout, _secondMoments);
        Steps = checkpoint.ReadValue($"{name}.steps", 0, long.MaxValue);
    }

    private void Update(Span<float> weights, ReadOnlySpan<float> gradient, float clip, float stepSize, float epsilon)
    {
        // A layout is a whole number of cache lines, and so of vectors.
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
