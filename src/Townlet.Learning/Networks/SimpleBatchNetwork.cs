using Townlet.Learning.Replay;

namespace Townlet.Learning.Networks;

/// <summary>The perceptron on the CPU, for batches of single transitions.</summary>
internal sealed class SimpleBatchNetwork : BatchNetwork
{
    private readonly PerceptronPass _pass;
    private readonly float[] _weights;
    private readonly float[] _outputGradient;
    private readonly int _outputs;
    private readonly int _rows;
    private float[]? _observations;

    /// <param name="function">The architecture.</param>
    /// <param name="weights">The weights; each pass reads them again.</param>
    /// <param name="batch">An example batch of transitions.</param>
    public SimpleBatchNetwork(SimpleQFunction function, float[] weights, ReplayBatch batch)
    {
        _weights = weights;
        _rows = batch.Rows;
        _outputs = function.Perceptron.Outputs;
        _pass = new PerceptronPass(function.Perceptron, _rows);
        _outputGradient = new float[_rows * _outputs];
    }

    public override void Refresh()
    {
    }

    public override void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues, bool toLearn)
    {
        DuelingHead.Values(_rows, _pass.Forward(_weights, _rows, observations), qValues);
        _observations = observations;
    }

    public override void Backward(float[] valueGradient, float[] gradient)
    {
        DuelingHead.Gradient(_rows, valueGradient, _outputGradient);
        _pass.Backward(
            _weights, _observations ?? throw new InvalidOperationException("A backward pass needs a forward pass before it."), _outputGradient, gradient);
    }

    public override void Dispose()
    {
    }
}
