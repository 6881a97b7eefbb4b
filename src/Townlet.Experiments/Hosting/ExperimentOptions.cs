using Townlet.Experiments.Clustering;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Workers;
using Townlet.Runs;

namespace Townlet.Experiments.Hosting;

/// <summary>An experiment and how this process runs it.</summary>
public sealed record ExperimentOptions
{
    public required ExperimentPlan Plan { get; init; }

    public required ExperimentFolder Folder { get; init; }

    /// <summary>Trials at a time on this machine.</summary>
    public required int Slots { get; init; }

    public required ITrialLauncher Launcher { get; init; }

    /// <summary>Of this program.</summary>
    public required RunVersions Versions { get; init; }

    /// <summary>Where the checkpoints of the trials are carried; null: they stay on the machine that runs them.</summary>
    public TrialStore? Store { get; init; }

    /// <summary>Brings the runs of trials that finished elsewhere to this machine; null where there is no store.</summary>
    public FinishedRuns? FinishedRuns { get; init; }

    /// <summary>This process among the workers.</summary>
    public required WorkerPlace Place { get; init; }

    public ClusterSettings Cluster { get; init; } = ClusterSettings.Loopback;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
