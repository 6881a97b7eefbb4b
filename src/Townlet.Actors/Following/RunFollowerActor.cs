using Akka.Actor;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Following;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Following;

/// <summary>Replaces trainer, publisher and recorder where this process does not train: looks at the run's files now and then and publishes what is new.</summary>
internal sealed class RunFollowerActor : SupervisedActor, IWithTimers
{
    private readonly FollowedRun _run;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lookInterval;
    private long? _lookedAt;
    private EpisodeOutcome? _newest;
    private bool _wasTraining;
    private TrainingStatus? _status;
    private bool _failing;
    private bool _gone;

    public RunFollowerActor(TownletOptions options, TimeSpan lookInterval, TimeProvider time, Incarnation incarnation)
        : base(Component.Follower, incarnation)
    {
        _run = new FollowedRun(options.Folder);
        _time = time;
        _lookInterval = lookInterval;

        Receive<LookDue>(_ => Look());
        Receive<CheckpointPublisher.ListPolicies>(_ => Sender.Tell(new CheckpointPublisher.Policies(_gone ? [] : CheckpointStore.PoliciesOf(options.Folder))));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TownletOptions options, TimeSpan lookInterval, TimeProvider time, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new RunFollowerActor(options, lookInterval, time, incarnation)).WithDispatcher("townlet.files.dispatcher");

    protected override void PreStart()
    {
        Look();
        Timers.StartPeriodicTimer("look", new LookDue(), _lookInterval);
        if (!_failing)
        {
            TellThatItWorks();
        }
    }

    protected override void PostStop() => _run.Dispose();

    private void Look()
    {
        RunNews news;
        try
        {
            news = _run.Look();
        }
        catch (Exception failure) when (failure is MetricsDatabaseException or RunFolderException or RunGoneException)
        {
            _gone = failure is RunGoneException;
            TellThatItFails(failure.Message);
            return;
        }

        _gone = false;
        if (_failing)
        {
            _failing = false;
            Announce("The run can be read again.");
            TellThatItWorks();
        }

        foreach (var policy in news.Policies)
        {
            Publish(new RunFollower.PolicyFound(policy));
        }

        var elapsed = _lookedAt is { } last ? _time.GetElapsedTime(last) : TimeSpan.Zero;
        _lookedAt = _time.GetTimestamp();
        if (elapsed > TimeSpan.Zero)
        {
            TellWhatHappened(news);
        }

        PublishStatus(news, elapsed);
        if (_wasTraining && news.IsFinished)
        {
            Publish(new Trainer.Completed(news.EpisodesCompleted));
        }

        _wasTraining = news.IsTraining || (_wasTraining && !news.IsFinished);
    }

    private void TellThatItWorks() => Ready("looks for what is new in the run");

    private void TellThatItFails(string reason)
    {
        if (_failing)
        {
            return;
        }

        _failing = true;
        Warn($"{reason} It is looked for again.");
        Impaired(reason);
        if (_status is { IsTraining: true } status)
        {
            Publish(new Trainer.StatusChanged(_status = status with { IsTraining = false, StepsPerSecond = 0 }));
        }
    }

    /// <summary>Pages ask for what was there at the first look themselves.</summary>
    private void TellWhatHappened(RunNews news)
    {
        foreach (var row in news.Episodes)
        {
            Publish(new Trainer.EpisodeCompleted(row.Outcome));
        }

        foreach (var row in news.Transitions)
        {
            Publish(new Trainer.StageChanged(row.Transition));
        }
    }

    private void PublishStatus(RunNews news, TimeSpan elapsed)
    {
        // A look that finds no new episode changes nothing about the newest.
        _newest = news.Episodes.LastOrDefault()?.Outcome ?? _newest;
        var stepsPerSecond = elapsed > TimeSpan.Zero ? news.Episodes.Sum(row => (long)row.Outcome.Length) / elapsed.TotalSeconds : 0;
        _status = TrainingStatus.NotStarted(news.EpisodesWanted) with
        {
            IsTraining = news.IsTraining,
            CurrentEpisode = news.EpisodesCompleted,
            StepsPerSecond = stepsPerSecond,
            Epsilon = _newest?.Epsilon ?? 1,
            CurriculumStage = _newest?.Stage ?? 1,
            IntrinsicWeight = _newest?.IntrinsicWeight ?? 0,
            Loss = _newest?.Loss,
            ReplaySize = null,
        };
        Publish(new Trainer.StatusChanged(_status));
    }

    private sealed record LookDue;
}
