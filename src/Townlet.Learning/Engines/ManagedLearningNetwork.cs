using Townlet.Numerics;

namespace Townlet.Learning.Engines;

/// <summary>A network in the host's memory that learns.</summary>
internal sealed class ManagedLearningNetwork(IBatchPass pass, ReadOnlySpan<float> weights) : ManagedNetwork(pass, weights), ILearningNetwork
{
    private readonly float[] _gradient = new float[weights.Length];
    private readonly Adam _adam = new(weights.Length);

    public ReadOnlySpan<float> Gradient => _gradient;

    public AdamState Optimiser => _adam.State;

    public long Steps => _adam.Steps;

    public void ForwardToLearn(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues) =>
        Forward(observations, memories, qValues);

    public void Backward(float[] valueGradient) => Pass.Backward(Values, valueGradient, _gradient);

    public bool TryStep(double learningRate, double maximumNorm) => _adam.TryStep(Values, _gradient, learningRate, maximumNorm);

    public void Restore(AdamState optimiser) => _adam.Restore(optimiser);
}
