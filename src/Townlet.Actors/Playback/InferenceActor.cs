using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Following;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Configuration.Files;
using Townlet.Learning.Policies;
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
    private const string UntrainedName = "untrained";

    /// <summary>If the town steps less often than this, its steps prove nothing.</summary>
    private static readonly TimeSpan _slowestProof = TimeSpan.FromSeconds(5);

    private readonly TownletOptions _options;
    private readonly double _stepsPerSecond;
    private readonly SortedList<int, StoredPolicy> _policies = [];
    private WatchedTown? _town;
    private bool _playing = true;
    private bool _autoCheckpoint = true;
    private double _speed = 1;
    private LifeConditions _conditions;
    private string? _chosen;
    private Inference.TakeOver? _earlier;
    private bool _listed;

    /// <summary>Loads can overlap when checkpoints come fast. Only the last load counts.</summary>
    private int _loadsAsked;

    /// <summary>A viewer has asked for a policy since the last load.</summary>
    private bool _beginsNewLife;
    private long _stepsTaken;

    public InferenceActor(TownletOptions options, double stepsPerSecond, Incarnation incarnation)
        : base(Component.Inference, incarnation)
    {
        _options = options;
        _stepsPerSecond = stepsPerSecond;
        Become(Loading);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private WatchedTown Town => _town ?? throw new InvalidOperationException("No policy is loaded yet.");

    private StoredPolicy? Newest => _policies.Count == 0 ? null : _policies.GetValueAtIndex(_policies.Count - 1);

    /// <summary>The policy that plays first; null is the untrained one.</summary>
    private StoredPolicy? First => _autoCheckpoint ? Newest : Named(_chosen);

    public static Props Props(TownletOptions options, double stepsPerSecond, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new InferenceActor(options, stepsPerSecond, incarnation));

    private TimeSpan StepInterval => TimeSpan.FromSeconds(1 / (_stepsPerSecond * _speed));

    /// <summary>Steps taken by the timer. A town that is held or very slow does not have to step within the limit.</summary>
    protected override long? WorkDone => _playing && _town is not null && StepInterval < _slowestProof ? _stepsTaken : null;

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
            (_playing, _speed, _autoCheckpoint, _conditions) = earlier.Playback;
            _chosen = earlier.Policy;
            _earlier = earlier;
        });
        Receive<CheckpointPublisher.Policies>(policies =>
        {
            foreach (var policy in policies.Stored)
            {
                Remember(policy);
            }

            _listed = true;
            Load(First, ActorRefs.Nobody);
        });
        ReceivePolicy(() =>
        {
            if (_listed)
            {
                Load(First, ActorRefs.Nobody);
            }
        });
        Receive<CheckpointPublisher.Restarted>(_ => AskForPolicies());
        Receive<Supervisor.Refused>(_ =>
        {
            // The publisher is down. This actor asks again when the publisher is back.
        });
        Receive<PolicyRead>(IsCurrent, read =>
        {
            _town = new WatchedTown(_options.Pack, read.Policy, read.Described, _options.Seed);
            if (_earlier is { } earlier)
            {
                _town.ContinueAfter(earlier.Life, earlier.ThrownAway);
            }

            Ready($"plays {read.Described.Name}");
            Become(Living);
            PublishPolicy(read.Described);
            PublishPlayback();
            BeginLife();
        });
        Receive<PolicyRead>(stale => stale.Policy.Dispose());
        Receive<PolicyUnreadable>(failed => failed.Number == _loadsAsked, failed =>
        {
            if (failed.Policy is null)
            {
                // The untrained policy cannot be played either, so there is nothing to show.
                throw new NotSupportedException(failed.Reason);
            }

            // The town must not stay empty because a policy cannot be read.
            Warn($"{failed.Reason} The untrained agent plays instead.");
            Load(null, ActorRefs.Nobody);
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
            _speed = set.Speed;
            PublishPlayback();
            ScheduleSteps();
        });
        Receive<Inference.SetConditions>(set =>
        {
            var changes = _conditions != set.Conditions;
            _conditions = set.Conditions;
            PublishPlayback();
            if (changes)
            {
                BeginLife();
            }
        });
        Receive<Inference.ToggleAutoCheckpoint>(_ =>
        {
            _autoCheckpoint = !_autoCheckpoint;
            PublishPlayback();
            if (_autoCheckpoint)
            {
                LoadNewestUnlessPlaying();
            }
        });
        Receive<Inference.RefreshCheckpoint>(_ =>
        {
            if (Newest is null)
            {
                Sender.Tell(new Supervisor.Refused("There is no checkpoint yet; the untrained agent plays until the first one is written."));
            }
            else
            {
                LoadForViewer(Newest, Sender);
            }
        });
        Receive<Inference.LoadModel>(load => Choose(load.Model, Sender));
        ReceivePolicy(() =>
        {
            if (_autoCheckpoint)
            {
                LoadNewestUnlessPlaying();
            }
        });
        Receive<PolicyRead>(IsCurrent, read =>
        {
            Town.Adopt(read.Policy, read.Described);
            PublishPolicy(read.Described);
            if (_beginsNewLife)
            {
                _beginsNewLife = false;
                BeginLife();
            }
        });
        Receive<PolicyRead>(stale => stale.Policy.Dispose());
        Receive<PolicyUnreadable>(failed =>
        {
            // If a viewer asked for a newer policy that is still being read, that policy begins the new life.
            _beginsNewLife &= failed.Number != _loadsAsked;
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
            Remember(policy);
            then();
        }
    }

    private static void AskForPolicies() => Context.Parent.Tell(new CheckpointPublisher.ListPolicies());

    private bool IsCurrent(PolicyRead read) => read.Number == _loadsAsked;

    private void BeginLife()
    {
        var frame = Town.Begin(_conditions);
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
        if (_playing != playing)
        {
            _playing = playing;
            ScheduleSteps();
        }

        PublishPlayback();
    }

    private void ScheduleSteps()
    {
        if (_playing)
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
        var chosen = Named(model);
        if (chosen is null && model != UntrainedName)
        {
            requester.Tell(new Supervisor.Refused($"There is no policy '{model}'; 'connected' and 'model_loaded' list those there are, besides '{UntrainedName}'."));
            return;
        }

        _autoCheckpoint = false;
        PublishPlayback();
        LoadForViewer(chosen, requester);
    }

    private void LoadForViewer(StoredPolicy? stored, IActorRef requester)
    {
        _beginsNewLife = true;
        Load(stored, requester);
    }

    private StoredPolicy? Named(string? name) => _policies.Values.FirstOrDefault(policy => policy.Name == name);

    private void Remember(StoredPolicy policy) => _policies[policy.Episode] = policy;

    private void LoadNewestUnlessPlaying()
    {
        if (Newest is { } newest && newest.Name != Town.Life.Policy.Name)
        {
            Load(newest, ActorRefs.Nobody);
        }
    }

    /// <summary>Reads a policy off this actor's thread; null is the untrained one.</summary>
    private void Load(StoredPolicy? stored, IActorRef requester)
    {
        var number = ++_loadsAsked;
        var pack = _options.Pack;
        var seed = _options.Seed;
        Task.Run(() => stored is null ? Untrained() : Read(stored)).PipeTo(
            Self,
            failure: cause => new PolicyUnreadable(number, $"{stored?.Name ?? UntrainedName} cannot be played: {RootCause.Of(cause).Message}", stored, requester));

        PolicyRead Untrained() => Describe(Policy.Untrained(pack, seed), UntrainedName, takenAt: null);

        PolicyRead Read(StoredPolicy file)
        {
            using var stream = RegularFile.OpenRead(file.Path);
            var policy = Policy.Load(stream, pack);
            return policy.Episode == file.Episode
                ? Describe(policy, file.Name, File.GetLastWriteTimeUtc(file.Path))
                : throw new InvalidDataException($"it was taken at episode {policy.Episode}, which is not what its name says.");
        }

        PolicyRead Describe(Policy policy, string name, DateTimeOffset? takenAt) => new(number, policy, new WatchedPolicy(
            name, policy.Episode, policy.Epsilon, policy.Stage, policy.DepletionMultiplier, policy.IntrinsicWeight, takenAt));
    }

    private void PublishPolicy(WatchedPolicy policy) =>
        Publish(new Inference.PolicyLoaded(policy, [.. _policies.Values.Select(stored => stored.Name)]));

    private void PublishPlayback() => Publish(new Inference.PlaybackChanged(_playing, _speed, _autoCheckpoint, _conditions));

    private sealed record NextStep;

    private sealed record PolicyRead(int Number, Policy Policy, WatchedPolicy Described);

    private sealed record PolicyUnreadable(int Number, string Reason, StoredPolicy? Policy, IActorRef Requester);
}
