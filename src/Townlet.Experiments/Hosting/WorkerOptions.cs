using Townlet.Experiments.Clustering;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Workers;
using Townlet.Runs;

namespace Townlet.Experiments.Hosting;

/// <summary>A process that only works for experiments of others.</summary>
public sealed record WorkerOptions
{
    /// <summary>Whom it works for.</summary>
    public required NodeAddress Coordinator { get; init; }

    public required ClusterSettings Cluster { get; init; }

    /// <summary>This process among the workers.</summary>
    public required WorkerPlace Place { get; init; }

    /// <summary>Folder of the experiments' folders.</summary>
    public required string Root { get; init; }

    /// <summary>Trials at a time.</summary>
    public required int Slots { get; init; }

    public required ITrialLauncher Launcher { get; init; }

    /// <summary>Where the checkpoints of the trials are carried; null: they stay on this machine.</summary>
    public TrialStore? Store { get; init; }

    /// <summary>Of this program.</summary>
    public required RunVersions Versions { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
