namespace Townlet.Learning;

/// <summary>What a training run is asked to do.</summary>
public sealed record TrainingPlan
{
    /// <summary>Lives to finish, those of all agents together, from the run's beginning on.</summary>
    public required int Episodes { get; init; }

    /// <summary>Of everything random. A restored run goes on with the generators it was captured with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where the networks learn: "cpu", which needs no torch, or a device as torch names it, "cuda" for one.</summary>
    public required string Device { get; init; }
}
