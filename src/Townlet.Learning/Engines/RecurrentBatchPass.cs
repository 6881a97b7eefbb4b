using Townlet.Learning.Networks;

namespace Townlet.Learning.Engines;

/// <summary>The recurrent network, for batches of sequences.</summary>
internal sealed class RecurrentBatchPass : IBatchPass
{
    private readonly RecurrentPass _pass;
    private readonly BatchShape _shape;
    private readonly float[] _memories;
    private readonly int _threads;
    private float[]? _observations;

    /// <param name="function">The architecture.</param>
    /// <param name="shape">Sequences, each with one step more than is learnt from.</param>
    /// <param name="threads">Number of threads of a backward pass.</param>
    public RecurrentBatchPass(RecurrentQFunction function, BatchShape shape, int threads)
    {
        _shape = shape;
        _threads = threads;
        _memories = new float[shape.Lives * function.MemorySize];
        _pass = new RecurrentPass(function, shape.Steps, shape.Lives);
    }

    public void Forward(float[] weights, float[] observations, ReadOnlySpan<float> memories, Span<float> qValues)
    {
        memories.CopyTo(_memories);
        _pass.Forward(weights, _shape.Steps, _shape.Lives, observations, _memories, qValues);
        _observations = observations;
    }

    /// <remarks>The last step of a sequence is only valued and not learnt from.</remarks>
    public void Backward(float[] weights, float[] valueGradient, float[] gradient) =>
        _pass.Backward(
            weights,
            _shape.Steps - 1,
            _observations ?? throw new InvalidOperationException("A backward pass needs a forward pass before it."),
            valueGradient,
            gradient,
            _threads);
}
