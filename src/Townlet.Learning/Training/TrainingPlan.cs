using Townlet.Learning.Engines;

namespace Townlet.Learning.Training;

/// <summary>What a training run is to do.</summary>
public sealed record TrainingPlan
{
    /// <summary>Lives of all agents together, counted from the beginning of the run.</summary>
    public required int Episodes { get; init; }

    /// <summary>The seed of all random numbers. A restored run uses the generators of its checkpoint instead.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Computes the networks.</summary>
    public INetworkEngine Engine { get; init; } = ManagedEngine.Instance;
}
