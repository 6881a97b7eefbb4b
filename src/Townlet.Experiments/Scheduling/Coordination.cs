using System.Collections.Immutable;
using System.Globalization;
using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Scheduling;

/// <summary>
/// Decides who runs which trial. It is told what is asked and what time it is, and answers with events: the caller keeps them in the journal, then hands them to <see cref="Apply"/>, and
/// only then tells anybody. After a restart the events of the journal are applied again.
/// <para>
/// A result counts exactly once, though a trial may run more than once: a trial has one grant at a time, each with a higher epoch, and only the newest epoch may speak for it. A grant
/// ends when its worker is silent for lease and margin, gives it back, or starts anew. What is known of leases is not kept: a coordinator that was restarted takes every grant as just renewed.
/// </para>
/// </summary>
/// <param name="terms">Of the leases.</param>
internal sealed class Coordination(LeaseTerms terms)
{
    private readonly Dictionary<int, TimeSpan> _renewed = [];
    private readonly HashSet<(int Trial, int Epoch)> _givenBack = [];
    private readonly Dictionary<string, long> _incarnations = [];
    private readonly HashSet<(int Trial, int Episode, string Content)> _alarmed = [];

    public ExperimentState State { get; private set; } = ExperimentState.Nothing;

    /// <summary>Lives that workers said to have finished, by the number of the trial.</summary>
    public ImmutableDictionary<int, int> Episodes { get; private set; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>A worker begins, once nothing runs any more of what an earlier one held on this node.</summary>
    public WorkerId Join(string node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var worker = new WorkerId(node, _incarnations.GetValueOrDefault(node) + 1);
        Notice(worker);
        return worker;
    }

    /// <param name="happened">An event that is in the journal.</param>
    /// <param name="now">By a clock that never goes back.</param>
    public void Apply(ExperimentEvent happened, TimeSpan now)
    {
        State = State.After(happened);
        if (happened is ExperimentEvent.TrialGranted granted)
        {
            _renewed[granted.Trial] = now;
            Notice(granted.Worker);
        }
    }

    /// <returns>The beginning of the experiment, or its continuation; nothing where it runs.</returns>
    /// <exception cref="InvalidOperationException">It was begun with another definition.</exception>
    public ImmutableArray<ExperimentEvent> Begin(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (State.Definition is not { } begun)
        {
            return [new ExperimentEvent.ExperimentDefined(definition)];
        }

        return begun.Name != definition.Name || begun.TrialCount != definition.TrialCount
            ? throw new InvalidOperationException($"The journal is that of experiment {begun.Name}.")
            : State is { IsStopped: true, IsComplete: false } ? [new ExperimentEvent.ExperimentContinued()] : [];
    }

    public ImmutableArray<ExperimentEvent> Stop() => State is { Definition: not null, IsStopped: false, IsComplete: false } ? [new ExperimentEvent.ExperimentStopped()] : [];

    /// <summary>What the worker shall be granted beside what it has.</summary>
    public ImmutableArray<ExperimentEvent> Decide(Pull pull, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(pull);
        if (!Notice(pull.Worker) || State.IsStopped)
        {
            return [];
        }

        // A grant that it does not hold yet is on its way to it, and will take a slot.
        var onTheWay = GrantsOf(pull.Worker).Count(grant => !pull.Holds.Any(held => held.Trial == grant.Number && held.Epoch == grant.Epoch));
        return
        [
            .. State.Trials.Where(trial => IsFree(trial, now) && (trial.Holder != pull.Worker || IsGivenBack(trial)))
                .Take(Math.Max(0, pull.FreeSlots - onTheWay))
                .Select(trial => new ExperimentEvent.TrialGranted(trial.Number, trial.Epoch + 1, pull.Worker)),
        ];
    }

    /// <summary>The answer, once the events of <see cref="Decide(Pull, TimeSpan)"/> are applied. It renews the worker's leases.</summary>
    public Grants Answer(Pull pull, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(pull);
        if (State.IsStopped || !Notice(pull.Worker))
        {
            return new Grants(pull.Number, []);
        }

        var grants = GrantsOf(pull.Worker).ToArray();
        foreach (var trial in grants)
        {
            _renewed[trial.Number] = now;
            if (pull.Holds.FirstOrDefault(held => held.Trial == trial.Number && held.Epoch == trial.Epoch) is { } held)
            {
                Episodes = Episodes.SetItem(trial.Number, held.Episode);
            }
        }

        return new Grants(pull.Number, [.. grants.Select(trial => new TrialGrant(trial.Number, trial.Epoch, trial.Checkpoint))]);
    }

    /// <summary>What follows from a report. A report of an epoch that is past, or one that was heard before, changes nothing.</summary>
    public Verdict Decide(TrialReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (State.Find(report.Trial) is not { } trial)
        {
            return Verdict.Nothing;
        }

        var alarm = report is TrialReport.Committed checkpoint ? Compare(trial, checkpoint) : null;
        if (!ExperimentState.IsCurrent(trial, report.Epoch))
        {
            return new Verdict([], alarm);
        }

        switch (report)
        {
            case TrialReport.Committed committed when committed.Episode > (trial.Checkpoint?.Episode ?? -1):
                return new Verdict(
                    [new ExperimentEvent.CheckpointCommitted(trial.Number, trial.Epoch, committed.Episode, committed.Key, committed.Sha256, committed.Size, committed.Content)], alarm);
            case TrialReport.Finished finished:
                return new Verdict([new ExperimentEvent.TrialFinished(trial.Number, trial.Epoch, finished.Result)], alarm);
            case TrialReport.Failed failed:
                return new Verdict([new ExperimentEvent.TrialFailed(trial.Number, trial.Epoch, failed.Cause, trial.Failures + 1)], alarm);
            case TrialReport.Released:
                _givenBack.Add((trial.Number, trial.Epoch));
                return Verdict.Nothing;
            default:
                return new Verdict([], alarm);
        }
    }

    private IEnumerable<TrialState> GrantsOf(WorkerId worker) =>
        State.Trials.Where(trial => trial.Phase == TrialPhase.Granted && trial.Holder == worker && !IsGivenBack(trial));

    private bool IsFree(TrialState trial, TimeSpan now) => trial.Phase switch
    {
        TrialPhase.Waiting => true,
        TrialPhase.Granted => IsGivenBack(trial) || now - _renewed[trial.Number] > terms.Lease + terms.Margin,
        _ => false,
    };

    private bool IsGivenBack(TrialState trial) =>
        _givenBack.Contains((trial.Number, trial.Epoch))
        || (trial.Holder is { } holder && _incarnations.TryGetValue(holder.Node, out var newest) && newest > holder.Incarnation);

    /// <returns>False where a later incarnation of the worker is known: this one is gone, and its message came late.</returns>
    private bool Notice(WorkerId worker)
    {
        if (_incarnations.TryGetValue(worker.Node, out var newest) && newest > worker.Incarnation)
        {
            return false;
        }

        _incarnations[worker.Node] = worker.Incarnation;
        return true;
    }

    /// <returns>What is wrong, once for each pair of contents; null where the checkpoint is what was committed before at this episode.</returns>
    private string? Compare(TrialState trial, TrialReport.Committed committed) =>
        trial.Contents.TryGetValue(committed.Episode, out var known) && known != committed.Content && _alarmed.Add((trial.Number, committed.Episode, committed.Content))
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Trial {trial.Number} has two different checkpoints at episode {committed.Episode}: {known} and {committed.Content} (epoch {committed.Epoch}). Its runs are not exact, so its result may depend on where it ran.")
            : null;
}
