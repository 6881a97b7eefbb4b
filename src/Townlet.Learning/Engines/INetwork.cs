namespace Townlet.Learning.Engines;

/// <summary>A network with weights of its own, evaluated on whole batches.</summary>
public interface INetwork : IDisposable
{
    /// <summary>The present weights in the layout of the network, in the host's memory; valid until they change. A device copies them only when asked.</summary>
    ReadOnlySpan<float> Weights { get; }

    /// <summary>Overwrites all weights.</summary>
    void Load(ReadOnlySpan<float> weights);

    /// <summary>Takes over the weights of a network of the same engine and architecture.</summary>
    void CopyFrom(INetwork leader);

    /// <summary>weights = (1 - share) * weights + share * the leader's weights.</summary>
    /// <param name="leader">A network of the same engine and architecture.</param>
    /// <param name="share">From 0 to 1.</param>
    void Follow(INetwork leader, double share);

    /// <param name="observations">Shape [steps, lives, observation size].</param>
    /// <param name="memories">Shape [lives, memory size]: what each life begins with; empty where the network has no memory.</param>
    /// <param name="qValues">Shape [steps * lives, 6]; overwritten.</param>
    void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues);
}
