using System.Collections.Immutable;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Coordinator;

/// <summary>What <see cref="ExperimentCoordinatorActor"/> understands beside <see cref="Pull"/> and <see cref="TrialReport"/>, and what it publishes.</summary>
public static class ExperimentCoordinator
{
    /// <summary>A worker begins: answered with <see cref="Joined"/>. Every trial process of its predecessor on this node is gone, or is waited for before its trial is started.</summary>
    /// <param name="Node">Where it runs.</param>
    public sealed record Join(string Node);

    /// <param name="Worker">How the worker is called from now on.</param>
    public sealed record Joined(WorkerId Worker);

    /// <summary>Pause the experiment; answered with <see cref="Stopped"/> once that is in the journal.</summary>
    public sealed record Stop;

    public sealed record Stopped;

    /// <summary>Published when the journal is read: the experiment begins or goes on.</summary>
    public sealed record Ready(ExperimentState State);

    /// <summary>Published after each event that is in the journal.</summary>
    public sealed record Happened(ExperimentEvent Event, ExperimentState State);

    /// <summary>Published about once a second: finished lives of the trials that run, by number.</summary>
    public sealed record Progress(ImmutableDictionary<int, int> Episodes);

    /// <summary>Published where the experiment itself cannot be trusted.</summary>
    public sealed record Alarm(string Text);
}
