using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Following;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Playback;

/// <summary>
/// Plays a policy in a town of its own, at a speed that people can follow, and publishes every step. It takes the newest
/// policy as soon as a checkpoint is on disk, unless a viewer chose another. A policy that was taken automatically takes over
/// the present life. A policy that a viewer chose begins a new life.
/// <code>
/// Loading -(policies known, first one read)-> Living (playing or held by a timer that is or is not set)
/// </code>
/// </summary>
internal sealed class InferenceActor : SupervisedActor, IWithTimers
{
    private const string StepTimer = "step";

    /// <summary>If the town steps less often than this, its steps prove nothing.</summary>
    private static readonly TimeSpan _slowestProof = TimeSpan.FromSeconds(5);

    private readonly TownletOptions _options;
    private readonly double _stepsPerSecond;
    private readonly PolicyReader _reader;
    private readonly KnownPolicies _known = new();
    private readonly PolicyRequests _requests = new();
    private Inference.PlaybackChanged _playback = new(Playing: true, Speed: 1, AutoCheckpoint: true);
    private Inference.TakeOver? _earlier;
    private WatchedTown? _town;
    private bool _listed;
    private long _stepsTaken;

    public InferenceActor(TownletOptions options, double stepsPerSecond, Incarnation incarnation)
        : base(Component.Inference, incarnation)
    {
        _options = options;
        _stepsPerSecond = stepsPerSecond;
        _reader = new PolicyReader(options.Pack, options.Seed);
        Become(Loading);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private WatchedTown Town => _town ?? throw new InvalidOperationException("No policy is loaded yet.");

    /// <summary>The policy that plays first; null is the untrained one.</summary>
    private StoredPolicy? First => _playback.AutoCheckpoint ? _known.Newest : _known.Named(_earlier?.Policy);

    public static Props Props(TownletOptions options, double stepsPerSecond, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new InferenceActor(options, stepsPerSecond, incarnation));

    private TimeSpan StepInterval => TimeSpan.FromSeconds(1 / (_stepsPerSecond * _playback.Speed));

    /// <summary>Steps taken by the timer. A town that is held or very slow does not have to step within the limit.</summary>
    protected override long? WorkDone => _playback.Playing && _town is not null && StepInterval < _slowestProof ? _stepsTaken : null;

    protected override void PreStart()
    {
        Context.Subscribe(typeof(CheckpointPublisher.Published), typeof(RunFollower.PolicyFound));
        AskForPolicies();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _town?.Dispose();
    }

    private void Loading()
    {
        Receive<Inference.TakeOver>(earlier =>
        {
            _playback = earlier.Playback;
            _earlier = earlier;
        });
        Receive<CheckpointPublisher.Policies>(policies =>
        {
            foreach (var policy in policies.Stored)
            {
                _known.Add(policy);
            }

            _listed = true;
            Load(First);
        });
        ReceivePolicy(() =>
        {
            if (_listed)
            {
                Load(First);
            }
        });
        Receive<CheckpointPublisher.Restarted>(_ => AskForPolicies());
        Receive<Supervisor.Refused>(_ =>
        {
            // The publisher is down. This actor asks again when the publisher is back.
        });
        Receive<PolicyRead>(IsCurrent, read =>
        {
            _town = new WatchedTown(_options.Pack, read.Playable.Policy, read.Playable.Described, _options.Seed);
            if (_earlier is { } earlier)
            {
                _town.ContinueAfter(earlier.Life, earlier.ThrownAway);
            }

            Ready($"plays {read.Playable.Described.Name}");
            Become(Living);
            PublishPolicy(read.Playable.Described);
            Publish(_playback);
            BeginLife();
        });
        Receive<PolicyRead>(stale => stale.Playable.Policy.Dispose());
        Receive<PolicyUnreadable>(failed => _requests.IsLast(failed.Number), failed =>
        {
            if (failed.Policy is null)
            {
                // The untrained policy cannot be played either, so there is nothing to show.
                throw new NotSupportedException(failed.Reason);
            }

            // The town must not stay empty because a policy cannot be read.
            Warn($"{failed.Reason} The untrained agent plays instead.");
            Load(null);
        });
        Receive<PolicyUnreadable>(_ => { });
        Receive<Inference.ICommand>(_ => Sender.Tell(new Supervisor.Refused("Inference is still starting; try again in a moment.", IsForNow: true)));
    }

    private void Living()
    {
        Receive<NextStep>(_ =>
        {
            _stepsTaken++;
            StepOnce();
        });
        Receive<Inference.Play>(_ => SetPlaying(true));
        Receive<Inference.Pause>(_ => SetPlaying(false));
        Receive<Inference.Step>(_ =>
        {
            SetPlaying(false);
            StepOnce();
        });
        Receive<Inference.Reset>(_ => BeginLife());
        Receive<Inference.SetSpeed>(set =>
        {
            Change(_playback with { Speed = set.Speed });
            ScheduleSteps();
        });
        Receive<Inference.SetConditions>(set =>
        {
            var changes = _playback.Conditions != set.Conditions;
            Change(_playback with { Conditions = set.Conditions });
            if (changes)
            {
                BeginLife();
            }
        });
        Receive<Inference.ToggleAutoCheckpoint>(_ =>
        {
            Change(_playback with { AutoCheckpoint = !_playback.AutoCheckpoint });
            LoadNewerIfAutomatic();
        });
        Receive<Inference.RefreshCheckpoint>(_ =>
        {
            if (_known.Newest is not { } newest)
            {
                Sender.Tell(new Supervisor.Refused("There is no checkpoint yet; the untrained agent plays until the first one is written."));
            }
            else
            {
                Load(newest, Sender, beginsLife: true);
            }
        });
        Receive<Inference.LoadModel>(load => Choose(load.Model, Sender));
        ReceivePolicy(LoadNewerIfAutomatic);
        Receive<PolicyRead>(IsCurrent, read =>
        {
            Town.Adopt(read.Playable.Policy, read.Playable.Described);
            PublishPolicy(read.Playable.Described);
            if (_requests.Fulfil())
            {
                BeginLife();
            }
        });
        Receive<PolicyRead>(stale => stale.Playable.Policy.Dispose());
        Receive<PolicyUnreadable>(failed =>
        {
            _requests.Fail(failed.Number);
            Warn($"{failed.Reason} {Town.Life.Policy.Name} continues to play.");
            failed.Requester.Tell(new Supervisor.Refused(failed.Reason));
        });
    }

    /// <summary>Handles a policy that this process or another one has written.</summary>
    private void ReceivePolicy(Action then)
    {
        Receive<CheckpointPublisher.Published>(published => Hear(published.Policy));
        Receive<RunFollower.PolicyFound>(found => Hear(found.Policy));

        void Hear(StoredPolicy policy)
        {
            _known.Add(policy);
            then();
        }
    }

    private static void AskForPolicies() => Context.Parent.Tell(new CheckpointPublisher.ListPolicies());

    private bool IsCurrent(PolicyRead read) => _requests.IsLast(read.Number);

    private void BeginLife()
    {
        var frame = Town.Begin(_playback.Conditions);
        Publish(new Inference.LifeStarted(Town.Life));
        Publish(new Inference.StepTaken(Town.Life, frame));
        ScheduleSteps();
    }

    private void StepOnce()
    {
        if (Town.LifeEnded)
        {
            BeginLife();
            return;
        }

        var frame = Town.Step();
        Publish(new Inference.StepTaken(Town.Life, frame));
        if (Town.LifeEnded)
        {
            Publish(new Inference.LifeEnded(Town.Life, Town.Steps, Town.TotalReward, Town.End, Town.CauseOfDeath));
        }
    }

    private void SetPlaying(bool playing)
    {
        var changes = _playback.Playing != playing;
        _playback = _playback with { Playing = playing };
        if (changes)
        {
            ScheduleSteps();
        }

        Publish(_playback);
    }

    private void Change(Inference.PlaybackChanged playback)
    {
        _playback = playback;
        Publish(playback);
    }

    private void ScheduleSteps()
    {
        if (_playback.Playing)
        {
            Timers.StartPeriodicTimer(StepTimer, new NextStep(), StepInterval, StepInterval);
        }
        else
        {
            Timers.Cancel(StepTimer);
        }
    }

    private void Choose(string model, IActorRef requester)
    {
        var chosen = _known.Named(model);
        if (chosen is null && model != PolicyReader.Untrained)
        {
            requester.Tell(new Supervisor.Refused($"There is no policy '{model}'; 'connected' and 'model_loaded' list those there are, besides '{PolicyReader.Untrained}'."));
            return;
        }

        Change(_playback with { AutoCheckpoint = false });
        Load(chosen, requester, beginsLife: true);
    }

    private void LoadNewerIfAutomatic()
    {
        if (_playback.AutoCheckpoint && _known.Newest is { } newest && newest.Name != Town.Life.Policy.Name)
        {
            Load(newest);
        }
    }

    /// <summary>Reads a policy off this actor's thread; null is the untrained one.</summary>
    /// <param name="stored">The policy.</param>
    /// <param name="requester">Is told if it cannot be played.</param>
    /// <param name="beginsLife">It begins a new life instead of taking over the present one.</param>
    private void Load(StoredPolicy? stored, IActorRef? requester = null, bool beginsLife = false)
    {
        var number = _requests.Add(beginsLife);
        var reader = _reader;
        Task.Run(() => reader.Read(stored)).PipeTo(
            Self,
            success: playable => new PolicyRead(number, playable),
            failure: cause => new PolicyUnreadable(
                number, $"{stored?.Name ?? PolicyReader.Untrained} cannot be played: {RootCause.Of(cause).Message}", stored, requester ?? ActorRefs.Nobody));
    }

    private void PublishPolicy(WatchedPolicy policy) => Publish(new Inference.PolicyLoaded(policy, _known.Names));

    private sealed record NextStep;

    private sealed record PolicyRead(int Number, PlayablePolicy Playable);

    private sealed record PolicyUnreadable(int Number, string Reason, StoredPolicy? Policy, IActorRef Requester);
}
