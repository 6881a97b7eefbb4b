using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Learning.Training;
using Townlet.World.Definition;

namespace Townlet.Actors.Training;

/// <summary>
/// Runs the training loop one slice at a time. Between two slices it handles its mailbox, so that every command
/// is answered within one slice; it never waits for a disk.
/// <code>
/// Loading -(newest checkpoint)-> Training &lt;-> Paused, where a pause was asked for meanwhile
/// Training -(Stop)-> Finishing -(life ended, or deadline)-> Over
/// Loading, Paused -(Stop)-> Over
/// Training -(last episode)-> Over
/// </code>
/// </summary>
internal sealed class TrainerActor : SupervisedActor, IWithTimers
{
    /// <summary>With fewer steps, copying would take too much time.</summary>
    private const int FewestStepsBetweenSamples = 100;

    private static readonly Supervisor.Refused _stopping = new("Training is stopping.", IsForNow: true);

    private readonly TownletOptions _options;
    private readonly TrainerSettings _settings;
    private readonly TrainingPace _pace;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TrainingLoop? _loop;
    private IActorRef _stopRequester = ActorRefs.Nobody;
    private bool _training;
    private bool _paused;
    private bool _sliceRequested;
    private long _sampledAt;
    private long _slices;

    public TrainerActor(TownletOptions options, TrainerSettings settings, TimeProvider time, Incarnation incarnation)
        : base(Component.Trainer, incarnation)
    {
        _options = options;
        _settings = settings;
        _pace = new TrainingPace(time);
        Become(Loading);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TrainingLoop Loop => _loop ?? throw new InvalidOperationException("The training loop is not built yet.");

    public static Props Props(TownletOptions options, TrainerSettings settings, TimeProvider time, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new TrainerActor(options, settings, time, incarnation)).WithDispatcher("townlet.trainer.dispatcher");

    /// <summary>Slices that were run; a trainer that is paused or done owes none.</summary>
    protected override long? WorkDone => _training && !_paused ? _slices : null;

    protected override void PreStart()
    {
        AskForCheckpoint();
        Announce("Starting background training...");
    }

    protected override void PostStop() => _loop?.Dispose();

    private void Loading()
    {
        Receive<CheckpointPublisher.Newest>(newest =>
        {
            var plan = new TrainingPlan { Episodes = _options.Episodes, Seed = _options.Seed, Engine = _options.Engine };
            _loop = newest.Checkpoint is { } checkpoint
                ? TrainingLoop.Restore(_options.Pack, plan, checkpoint)
                : new TrainingLoop(_options.Pack, plan);
            if (Loop.Restored is { } restored)
            {
                Announce($"Loaded checkpoint from episode {restored.Episode}");
                Announce(Describe(restored));
            }

            Publish(new Trainer.Started(newest.Checkpoint is null ? null : Loop.EpisodesCompleted));
            Ready($"{_options.Episodes} episodes, seed {_options.Seed}, {_options.Engine.Device}");
            Timers.StartPeriodicTimer("status", new PublishStatus(), _settings.StatusInterval);
            BeginTraining();
        });
        Receive<CheckpointPublisher.Restarted>(_ => AskForCheckpoint());
        Receive<Supervisor.Refused>(_ =>
        {
            // The publisher is down; when it is back, it is asked again.
        });
        Receive<Trainer.Pause>(_ => StartPaused(true));
        Receive<Trainer.Resume>(_ => StartPaused(false));
        Receive<Trainer.TogglePause>(_ => StartPaused(!_paused));
        Receive<Trainer.Stop>(_ =>
        {
            // A checkpoint that arrives later must not start training again.
            Sender.Tell(new Trainer.Stopped(0));
            BecomeOver(_stopping);
        });
        CommonCommands(new Supervisor.Refused("The trainer is still starting; try again in a moment.", IsForNow: true));
    }

    private static string Describe(RestoredState restored)
    {
        var (lowest, highest) = (restored.Stages.Min(), restored.Stages.Max());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Restored: {restored.TotalSteps} steps lived, {restored.LearnerSteps} steps of the optimiser, {restored.ReplaySize} transitions in replay, epsilon {restored.Epsilon:0.000}, curriculum stage {lowest}{(highest > lowest ? $" to {highest}" : "")}, {restored.Generators} random generators");
    }

    private static void AskForCheckpoint() => Context.Parent.Tell(new CheckpointPublisher.LoadNewest());

    private void BeginTraining()
    {
        if (Loop.Finished)
        {
            Announce($"All {_options.Episodes} episodes are already done. Ask for more with --episodes.");
            Complete();
            return;
        }

        _training = true;
        if (_paused)
        {
            PauseTraining();
            return;
        }

        _pace.Start(Loop.TotalSteps);
        Become(Training);
        PublishCurrentStatus();
        RequestSlice();
    }

    private void Training()
    {
        Receive<RunSlice>(_ =>
        {
            RunOneSlice();
            if (Loop.Finished)
            {
                Capture(isFinal: true);
                Complete();
            }
            else
            {
                RequestSlice();
            }
        });
        Receive<Trainer.Pause>(_ => Accept(PauseTraining));
        Receive<Trainer.TogglePause>(_ => Accept(PauseTraining));
        Receive<Trainer.TakeCheckpoint>(_ => Accept(() => Capture(isFinal: false)));
        Receive<Trainer.Stop>(_ =>
        {
            _stopRequester = Sender;
            Announce("Finishing current episode...");
            Timers.StartSingleTimer("deadline", new EpisodeDeadline(), _settings.FinishEpisodeWithin);
            Become(Finishing);
        });
        CommonCommands();
    }

    private void Paused()
    {
        Receive<RunSlice>(_ => _sliceRequested = false);
        Receive<Trainer.Resume>(_ => Accept(ResumeTraining));
        Receive<Trainer.TogglePause>(_ => Accept(ResumeTraining));
        Receive<Trainer.TakeCheckpoint>(_ => Accept(() => Capture(isFinal: false)));
        Receive<Trainer.Stop>(_ =>
        {
            // The user paused training, so the present life is not finished: the state is stored as it is.
            _stopRequester = Sender;
            StopNow();
        });
        CommonCommands();
    }

    /// <summary>Asked to stop: continue until a life ends, at most until the deadline.</summary>
    private void Finishing()
    {
        Receive<RunSlice>(_ =>
        {
            if (RunOneSlice() > 0 || Loop.Finished)
            {
                StopNow();
            }
            else
            {
                RequestSlice();
            }
        });
        Receive<EpisodeDeadline>(_ => StopNow());
        CommonCommands(_stopping);
    }

    /// <param name="refusal">Answers every command.</param>
    private void BecomeOver(Supervisor.Refused refusal) => Become(() =>
    {
        Receive<Trainer.Stop>(_ => Sender.Tell(new Trainer.Stopped(_loop?.EpisodesCompleted ?? 0)));
        Receive<RunSlice>(_ => { });
        CommonCommands(refusal);
    });

    /// <param name="refusal">The answer to a command that has no meaning in this state; null where it changes nothing.</param>
    private void CommonCommands(Supervisor.Refused? refusal = null)
    {
        Receive<PublishStatus>(_ => PublishCurrentStatus());
        Receive<CheckpointPublisher.Newest>(_ =>
        {
            // This request came twice, or training stopped before the answer came.
        });
        // A command that changes nothing in this state still publishes the status.
        Receive<Trainer.ICommand>(_ =>
        {
            PublishCurrentStatus();
            Answer((object?)refusal ?? new Supervisor.Accepted());
        });
    }

    private void Accept(Action command)
    {
        command();
        Answer(new Supervisor.Accepted());
    }

    private void StartPaused(bool paused) => Accept(() => _paused = paused);

    private void PauseTraining()
    {
        _paused = true;
        _pace.Stop(Loop.TotalSteps);
        Become(Paused);
        Announce($"Paused at episode {Loop.EpisodesCompleted}.");
        PublishCurrentStatus();
    }

    private void ResumeTraining()
    {
        _paused = false;
        _pace.Start(Loop.TotalSteps);
        Become(Training);
        Announce("Training resumed.");
        PublishCurrentStatus();
        RequestSlice();
    }

    /// <summary>Only one slice is requested at a time, however often training is paused and resumed.</summary>
    private void RequestSlice()
    {
        if (!_sliceRequested)
        {
            _sliceRequested = true;
            Self.Tell(new RunSlice());
        }
    }

    /// <returns>Number of episodes that ended in this slice.</returns>
    private int RunOneSlice()
    {
        _sliceRequested = false;
        var before = Loop.EpisodesCompleted;
        var slice = Loop.Run(_settings.SliceSteps);
        _slices++;
        foreach (var episode in slice.Episodes)
        {
            Publish(new Trainer.EpisodeCompleted(episode.Outcome) { Detail = episode.Detail, Layers = Sample() });
        }

        foreach (var transition in slice.Transitions)
        {
            Publish(new Trainer.StageChanged(transition));
        }

        if (slice.Shuffle is { IsTest: true } test)
        {
            var places = _options.Pack.Town.Places;
            Announce($"Generalisation test after episode {test.Episode}: every place is moved once: {string.Join(", ", places.Select((place, index) => $"{place.Name} {Shown(test.Before[index])} to {Shown(test.After[index])}"))}.");
            Publish(new Trainer.GeneralizationTested([.. places.Select(place => place.Name)], test));
        }

        _pace.CountEpisodes(slice.Episodes.Length);
        var every = _options.Pack.Training.CheckpointEvery;
        if (Loop.EpisodesCompleted / every > before / every && !Loop.Finished)
        {
            Capture(isFinal: false);
        }

        return slice.Episodes.Length;
    }

    private ImmutableArray<LayerWeights> Sample()
    {
        var learnt = Loop.Status.LearnerSteps;
        if (learnt - _sampledAt < Math.Max(_settings.SampleEvery, FewestStepsBetweenSamples))
        {
            return [];
        }

        _sampledAt = learnt;
        return Loop.Layers();
    }

    private void Capture(bool isFinal)
    {
        if (isFinal)
        {
            Announce($"Saving checkpoint at episode {Loop.EpisodesCompleted}...");
        }

        TellParent(new Trainer.CheckpointTaken(Loop.Capture()));
    }

    private void StopNow()
    {
        Timers.Cancel("deadline");
        Capture(isFinal: true);
        EndTraining(_stopping);
        Announce($"Training stopped at episode {Loop.EpisodesCompleted}.");
        Incarnation.Act(() => _stopRequester.Tell(new Trainer.Stopped(Loop.EpisodesCompleted)));
    }

    private void Complete()
    {
        EndTraining(new Supervisor.Refused($"Training is done: all {_options.Episodes} episodes are lived."));
        Publish(new Trainer.Completed(Loop.EpisodesCompleted));
    }

    private void EndTraining(Supervisor.Refused refusal)
    {
        _training = false;
        _pace.Stop(Loop.TotalSteps);
        Timers.Cancel("status");
        BecomeOver(refusal);
        PublishCurrentStatus();
        _log.Debug("Training ended at episode {Episode}", Loop.EpisodesCompleted);
    }

    private void PublishCurrentStatus()
    {
        if (_loop is null)
        {
            return;
        }

        _pace.Measure(_loop.TotalSteps);
        var learning = _loop.Status;
        Publish(new Trainer.StatusChanged(new TrainingStatus
        {
            IsTraining = _training,
            Paused = _paused,
            CurrentEpisode = _loop.EpisodesCompleted,
            TotalEpisodes = _options.Episodes,
            TotalSteps = _loop.TotalSteps,
            StepsPerSecond = _pace.StepsPerSecond,
            SecondsLeft = _pace.SecondsFor(_options.Episodes - _loop.EpisodesCompleted),
            Epsilon = learning.Epsilon,
            CurriculumStage = learning.Stage,
            IntrinsicWeight = learning.IntrinsicWeight,
            Loss = learning.Loss,
            ReplaySize = learning.ReplaySize,
        }));
    }

    private static string Shown(GridPosition position) => string.Create(CultureInfo.InvariantCulture, $"({position.X},{position.Y})");

    private sealed record RunSlice;

    private sealed record EpisodeDeadline;

    private sealed record PublishStatus;
}
