using Townlet.Learning.Networks;

namespace Townlet.Learning.Engines;

/// <summary>The perceptron, for batches of independent states.</summary>
internal sealed class SimpleBatchPass : IBatchPass
{
    private readonly PerceptronPass _pass;
    private readonly float[] _outputGradient;
    private readonly int _rows;
    private float[]? _observations;

    /// <param name="function">The architecture.</param>
    /// <param name="shape">Number of states.</param>
    public SimpleBatchPass(SimpleQFunction function, BatchShape shape)
    {
        _rows = shape.Rows;
        _pass = new PerceptronPass(function.Perceptron, _rows);
        _outputGradient = new float[_rows * function.Perceptron.Outputs];
    }

    public void Forward(float[] weights, float[] observations, ReadOnlySpan<float> memories, Span<float> qValues)
    {
        DuelingHead.Values(_rows, _pass.Forward(weights, _rows, observations), qValues);
        _observations = observations;
    }

    public void Backward(float[] weights, float[] valueGradient, float[] gradient)
    {
        DuelingHead.Gradient(_rows, valueGradient, _outputGradient);
        _pass.Backward(
            weights, _observations ?? throw new InvalidOperationException("A backward pass needs a forward pass before it."), _outputGradient, gradient);
    }
}
