using System.Collections.Immutable;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;

namespace Townlet.Experiments.Coordinator;

/// <summary>What <see cref="ExperimentCoordinatorActor"/> understands beside <see cref="Pull"/> and <see cref="TrialReport"/>, and what it publishes.</summary>
public static class ExperimentCoordinator
{
    /// <summary>A worker begins: answered with <see cref="Joined"/> or <see cref="Refused"/>. It may be asked again and again.</summary>
    /// <param name="Worker">Who asks.</param>
    /// <param name="Predecessor">The worker that ran in the same place before, whose end is certain; null where none is known.</param>
    /// <param name="Version">Of its program.</param>
    /// <param name="Secret">What it was given to join with; null: nothing.</param>
    public sealed record Join(WorkerId Worker, WorkerId? Predecessor, string Version, string? Secret)
    {
        /// <summary>Without the secret: messages that reach nobody are logged.</summary>
        public override string ToString() => $"{nameof(Join)} of {Worker}";
    }

    /// <summary>Everything that the worker needs to run any trial.</summary>
    /// <param name="Worker">Whom it is for.</param>
    /// <param name="Experiment">What the worker names in each question and report from now on. Nobody else is told, so it proves that the worker was admitted, to a restarted coordinator too.</param>
    /// <param name="Definition">Of the experiment.</param>
    /// <param name="Terms">Of its leases.</param>
    public sealed record Joined(WorkerId Worker, Guid Experiment, ExperimentDefinition Definition, LeaseTerms Terms)
    {
        /// <summary>Where trials are carried, for a worker that was told no place of its own; null: nowhere.</summary>
        public StoreLocation? Store { get; init; }
    }

    /// <summary>The worker may not join.</summary>
    /// <param name="Reason">What is wrong and what to do.</param>
    public sealed record Refused(string Reason);

    /// <summary>The answer to a question for another experiment than this one, which is over, as far as this coordinator knows.</summary>
    public sealed record Unknown(Guid Experiment);

    /// <summary>The user asks for the experiment once more: what had failed for good is tried again.</summary>
    public sealed record TryAgain;

    /// <summary>Pause the experiment; answered with <see cref="Stopped"/> once that is in the journal.</summary>
    public sealed record Stop;

    public sealed record Stopped;

    /// <summary>Published when the journal is read: the experiment begins or goes on.</summary>
    public sealed record Ready(ExperimentState State);

    /// <summary>Published after each event that is in the journal.</summary>
    public sealed record Happened(ExperimentEvent Event, ExperimentState State);

    /// <summary>Published about once a second: finished lives of the trials that run, by number.</summary>
    public sealed record Progress(ImmutableDictionary<int, int> Episodes);

    /// <summary>Published when a worker in another process asks for the first time.</summary>
    public sealed record WorkerJoined(string Node, int Slots);

    /// <summary>Published when one may not.</summary>
    public sealed record WorkerRefused(string Reason);

    /// <summary>Published when the coordinator ends, for whatever reason.</summary>
    public sealed record Ended;

    /// <summary>Published where the experiment itself cannot be trusted.</summary>
    public sealed record Alarm(string Text);
}
