using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
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

    /// <summary>Name of this machine among the workers.</summary>
    public string Node { get; init; } = Environment.MachineName;

    public LeaseTerms Terms { get; init; } = LeaseTerms.Usual;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
