using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Learning.Training;

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
    private static readonly Supervisor.Refused _stopping = new("Training is stopping.", IsForNow: true);

    private readonly TownletOptions _options;
    private readonly TrainerSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TrainingSession? _session;
    private IActorRef _stopRequester = ActorRefs.Nobody;
    private bool _training;
    private bool _paused;
    private bool _sliceRequested;
    private long _slices;

    public TrainerActor(TownletOptions options, TrainerSettings settings, TimeProvider time, Incarnation incarnation)
        : base(Component.Trainer, incarnation)
    {
        _options = options;
        _settings = settings;
        _time = time;
        Become(Loading);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TrainingSession Session => _session ?? throw new InvalidOperationException("The checkpoint from which training begins is not there yet.");

    public static Props Props(TownletOptions options, TrainerSettings settings, TimeProvider time, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new TrainerActor(options, settings, time, incarnation)).WithDispatcher("townlet.trainer.dispatcher");

    /// <summary>Slices that were run; a trainer that is paused or done owes none.</summary>
    protected override long? WorkDone => _training && !_paused ? _slices : null;

    protected override void PreStart()
    {
        AskForCheckpoint();
        Announce("Starting background training...");
    }

    protected override void PostStop() => _session?.Dispose();

    private void Loading()
    {
        Receive<CheckpointPublisher.Newest>(newest =>
        {
            var plan = new TrainingPlan { Episodes = _options.Episodes, Seed = _options.Seed, Engine = _options.Engine };
            _session = new TrainingSession(_options.Pack, plan, newest.Checkpoint, _settings, _time);
            if (Session.Restored is { } restored)
            {
                Announce($"Loaded checkpoint from episode {restored.Episode}");
                Announce(TrainerLines.Restored(restored));
            }

            Publish(new Trainer.Started(Session.Restored?.Episode));
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

    private static void AskForCheckpoint() => Context.Parent.Tell(new CheckpointPublisher.LoadNewest());

    private void BeginTraining()
    {
        if (Session.Finished)
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

        Session.StartClock();
        Become(Training);
        PublishCurrentStatus();
        RequestSlice();
    }

    private void Training()
    {
        Receive<RunSlice>(_ =>
        {
            RunOneSlice();
            if (Session.Finished)
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
            if (RunOneSlice() > 0 || Session.Finished)
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
        Receive<Trainer.Stop>(_ => Sender.Tell(new Trainer.Stopped(_session?.EpisodesCompleted ?? 0)));
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
        Session.StopClock();
        Become(Paused);
        Announce($"Paused at episode {Session.EpisodesCompleted}.");
        PublishCurrentStatus();
    }

    private void ResumeTraining()
    {
        _paused = false;
        Session.StartClock();
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

    /// <returns>Number of lives that ended in this slice.</returns>
    private int RunOneSlice()
    {
        _sliceRequested = false;
        var slice = Session.Run();
        _slices++;
        foreach (var happened in slice.Events)
        {
            if (happened is Trainer.GeneralizationTested test)
            {
                Announce(TrainerLines.Tested(test));
            }

            Publish(happened);
        }

        if (slice.CheckpointIsDue)
        {
            Capture(isFinal: false);
        }

        return slice.LivesEnded;
    }

    private void Capture(bool isFinal)
    {
        if (isFinal)
        {
            Announce($"Saving checkpoint at episode {Session.EpisodesCompleted}...");
        }

        TellParent(new Trainer.CheckpointTaken(Session.Capture()));
    }

    private void StopNow()
    {
        Timers.Cancel("deadline");
        Capture(isFinal: true);
        EndTraining(_stopping);
        Announce($"Training stopped at episode {Session.EpisodesCompleted}.");
        Incarnation.Act(() => _stopRequester.Tell(new Trainer.Stopped(Session.EpisodesCompleted)));
    }

    private void Complete()
    {
        EndTraining(new Supervisor.Refused($"Training is done: all {_options.Episodes} episodes are lived."));
        Publish(new Trainer.Completed(Session.EpisodesCompleted));
    }

    private void EndTraining(Supervisor.Refused refusal)
    {
        _training = false;
        Session.StopClock();
        Timers.Cancel("status");
        BecomeOver(refusal);
        PublishCurrentStatus();
        _log.Debug("Training ended at episode {Episode}", Session.EpisodesCompleted);
    }

    private void PublishCurrentStatus()
    {
        if (_session is not null)
        {
            Publish(new Trainer.StatusChanged(_session.Status(_training, _paused)));
        }
    }

    private sealed record RunSlice;

    private sealed record EpisodeDeadline;

    private sealed record PublishStatus;
}
