namespace Townlet.Learning;

/// <summary>The recurrent network on the CPU: sequences of lives.</summary>
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
    /// <param name="weights">Read anew by each pass.</param>
    /// <param name="batch">Of sequences.</param>
    /// <param name="threads">Of a backward pass.</param>
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

    /// <remarks>The last step of a sequence is there to be valued, not to be learnt from.</remarks>
    public override void Backward(float[] valueGradient, float[] gradient) =>
        _pass.Backward(
            _weights,
            _steps - 1,
            _observations ?? throw new InvalidOperationException("There was no forward pass to learn from."),
            valueGradient,
            gradient,
            _threads);

    public override void Dispose()
    {
    }
}
