using System.Collections.Immutable;
using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Scheduling;

/// <summary>What the events of an experiment amount to. The same events always give the same state.</summary>
public sealed record ExperimentState
{
    /// <summary>A trial that failed so often is not tried again.</summary>
    public const int Attempts = 3;

    public static ExperimentState Nothing { get; } = new();

    /// <summary>Null before the first event.</summary>
    public ExperimentDefinition? Definition { get; private init; }

    /// <summary>In the order of their numbers, which begin at 1.</summary>
    public ImmutableArray<TrialState> Trials { get; private init; } = [];

    /// <summary>Paused by the user.</summary>
    public bool IsStopped { get; private init; }

    /// <summary>Every trial is finished, or has failed for good.</summary>
    public bool IsComplete => Definition is not null && Trials.All(trial => trial.IsOver);

    /// <summary>Null where there is no such trial.</summary>
    public TrialState? Find(int trial) => trial >= 1 && trial <= Trials.Length ? Trials[trial - 1] : null;

    /// <exception cref="InvalidOperationException">The event cannot have happened here: the journal is damaged.</exception>
    public ExperimentState After(ExperimentEvent happened) => happened switch
    {
        ExperimentEvent.ExperimentDefined defined when Definition is null => this with
        {
            Definition = defined.Definition,
            Trials = [.. Enumerable.Range(1, defined.Definition.TrialCount).Select(number => new TrialState { Number = number })],
        },
        ExperimentEvent.TrialGranted granted => Change(granted.Trial, trial => !trial.IsOver && granted.Epoch == trial.Epoch + 1, trial => trial with
        {
            Phase = TrialPhase.Granted,
            Epoch = granted.Epoch,
            Holder = granted.Worker,
        }),
        ExperimentEvent.CheckpointCommitted committed => Change(committed.Trial, trial => IsCurrent(trial, committed.Epoch), trial => trial with
        {
            Checkpoint = committed,
            Contents = trial.Contents.SetItem(committed.Episode, committed.Content),
        }),
        ExperimentEvent.TrialFinished finished => Change(finished.Trial, trial => IsCurrent(trial, finished.Epoch), trial => trial with
        {
            Phase = TrialPhase.Finished,
            Holder = null,
            Result = finished.Result,
        }),
        ExperimentEvent.TrialFailed failed => Change(failed.Trial, trial => IsCurrent(trial, failed.Epoch) && failed.Attempt == trial.Failures + 1, trial => trial with
        {
            Phase = failed.Attempt < Attempts ? TrialPhase.Waiting : TrialPhase.Failed,
            Holder = null,
            Failures = failed.Attempt,
            Cause = failed.Cause,
        }),
        ExperimentEvent.ExperimentStopped => this with { IsStopped = true },
        ExperimentEvent.ExperimentContinued => this with { IsStopped = false },
        _ => throw Impossible(happened),
    };

    /// <summary>Whether a worker with this epoch may speak for the trial.</summary>
    internal static bool IsCurrent(TrialState trial, int epoch) => trial.Phase == TrialPhase.Granted && trial.Epoch == epoch;

    private static InvalidOperationException Impossible(object happened) => new($"The journal of the experiment is damaged: {happened} cannot have happened there.");

    private ExperimentState Change(int number, Func<TrialState, bool> possible, Func<TrialState, TrialState> change) =>
        Find(number) is { } trial && possible(trial)
            ? this with { Trials = Trials.SetItem(number - 1, change(trial)) }
            : throw Impossible($"an event of trial {number}");
}
