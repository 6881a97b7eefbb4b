using Townlet.Learning.Replay;

namespace Townlet.Learning.Networks;

/// <summary>The recurrent network on the CPU, for batches of sequences.</summary>
internal sealed class RecurrentBatchNetwork : BatchNetwork
{
    private readonly RecurrentPass _pass;
    private readonly float[] _weights;
    private readonly float[] _memories;
    private readonly int _steps;
    private readonly int _sequences;
    private readonly int _threads;
    private float[]? _observations;

    /// <param name="function">The architecture.</param>
    /// <param name="weights">The weights; each pass reads them again.</param>
    /// <param name="batch">An example batch of sequences.</param>
    /// <param name="threads">Number of threads of a backward pass.</param>
    public RecurrentBatchNetwork(RecurrentQFunction function, float[] weights, ReplayBatch batch, int threads)
    {
        _threads = threads;
        _weights = weights;
        _steps = (int)batch.ObservationShape[0];
        _sequences = (int)batch.ObservationShape[1];
        _memories = new float[_sequences * function.MemorySize];
        _pass = new RecurrentPass(function, _steps, _sequences);
    }

    public override void Refresh()
    {
    }

    public override void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues, bool toLearn)
    {
        memories.CopyTo(_memories);
        _pass.Forward(_weights, _steps, _sequences, observations, _memories, qValues);
        _observations = observations;
    }

    /// <remarks>The last step of a sequence is only valued and not learnt from.</remarks>
    public override void Backward(float[] valueGradient, float[] gradient) =>
        _pass.Backward(
            _weights,
            _steps - 1,
            _observations ?? throw new InvalidOperationException("A backward pass needs a forward pass before it."),
            valueGradient,
            gradient,
            _threads);

    public override void Dispose()
    {
    }
}
