using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>One sample of transitions; the same memory for every learner step.</summary>
internal sealed class ReplayBatch : IDisposable
{
    public ReplayBatch(int size, int observationSize)
    {
        Size = size;
        Rewards = new float[size];
        Discounts = new float[size];
        Actions = new TownAction[size];
        NextMasks = new ActionMask[size];
        Observations = zeros(size, observationSize).DetachFromDisposeScope();
        NextObservations = zeros(size, observationSize).DetachFromDisposeScope();
    }

    public int Size { get; }

    /// <summary>Extrinsic reward and weighted novelty.</summary>
    public float[] Rewards { get; }

    public float[] Discounts { get; }

    public TownAction[] Actions { get; }

    public ActionMask[] NextMasks { get; }

    /// <summary>Shape [size, observation size], on the CPU.</summary>
    public Tensor Observations { get; }

    /// <summary>Shape [size, observation size], on the CPU.</summary>
    public Tensor NextObservations { get; }

    public Span<float> ObservationRows => TensorMemory.Floats(Observations);

    public Span<float> NextObservationRows => TensorMemory.Floats(NextObservations);

    public void Dispose()
    {
        Observations.Dispose();
        NextObservations.Dispose();
    }
}
