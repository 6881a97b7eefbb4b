using Townlet.Numerics;

namespace Townlet.Learning.Engines;

/// <summary>A network in the host's memory.</summary>
internal class ManagedNetwork(IBatchPass pass, ReadOnlySpan<float> weights) : INetwork
{
    protected float[] Values { get; } = weights.ToArray();

    protected IBatchPass Pass { get; } = pass;

    public ReadOnlySpan<float> Weights => Values;

    public void Load(ReadOnlySpan<float> weights) => weights.CopyTo(Values);

    public void CopyFrom(INetwork leader) => Load(leader.Weights);

    public void Follow(INetwork leader, double share) => Elementwise.Follow(Values, leader.Weights, share);

    public void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues) =>
        Pass.Forward(Values, observations, memories, qValues);

    public void Dispose()
    {
    }
}
