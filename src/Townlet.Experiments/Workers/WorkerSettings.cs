using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;

namespace Townlet.Experiments.Workers;

/// <summary>What a worker is, whatever experiment it works for.</summary>
internal sealed record WorkerSettings
{
    public required WorkerId Worker { get; init; }

    /// <summary>The one that ran in its place before; null where none is known.</summary>
    public required WorkerId? Predecessor { get; init; }

    /// <summary>Trials at a time.</summary>
    public required int Slots { get; init; }

    /// <summary>Of its program.</summary>
    public required string Version { get; init; }

    /// <summary>With which it joins; null: none.</summary>
    public string? Secret { get; init; }

    /// <summary>What it needs for the trials of an experiment that it has joined, and whose coordinator told this store, or none.</summary>
    public required Func<ExperimentPlan, StoreLocation?, TrialWork> Prepare { get; init; }

    public required TimeProvider Time { get; init; }
}
