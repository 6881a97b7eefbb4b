using Akka.Actor;

namespace Townlet.Experiments.Clustering;

/// <summary>
/// A worker's way to the coordinator, through an actor system that is a node of the cluster. Such a system is of no use any more once it was removed from the cluster, and the
/// cluster once its coordinator has died. So whenever no answer has come for a while, for whatever reason, the link throws its system away and joins with a new one, for
/// ever. The worker and its trials live in another system, and notice only that some questions got no answer.
/// </summary>
internal sealed class ClusterLinkActor : ReceiveActor, IWithTimers
{
    private const string LookTimer = "look";
    private const string ConnectTimer = "connect";

    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _connectAfter = TimeSpan.FromSeconds(0.5);

    private readonly TimeSpan _silence;
    private readonly TimeProvider _time;
    private IActorRef _worker = ActorRefs.Nobody;
    private WorkerNode? _node;
    private IActorRef? _leaveAsker;
    private long _heard;
    private bool _isThrownAway;
    private bool? _isAnswered;

    /// <param name="connect">Makes a node that joins the cluster and answers to the given actor. It may block, and fail.</param>
    /// <param name="silence">So long it waits for an answer.</param>
    /// <param name="time">The clock.</param>
    public ClusterLinkActor(Func<IActorRef, WorkerNode> connect, TimeSpan silence, TimeProvider time)
    {
        _silence = silence;
        _time = time;
        Receive<Connect>(_ =>
        {
            var self = Self;
            Task.Run(() => connect(self)).PipeTo(self, failure: _ => new Gone());
        });
        Receive<WorkerNode>(Use);
        Receive<Gone>(_ => Forget());
        Receive<Look>(_ =>
        {
            if (IsSilent)
            {
                Note(isAnswered: false);
                ThrowAway();
            }
        });
        Receive<ClusterLink.Answer>(answer =>
        {
            _heard = _time.GetTimestamp();
            Note(isAnswered: true);
            _worker.Tell(answer.Message);
        });
        Receive<ClusterLink.Leave>(_ =>
        {
            _leaveAsker = Sender;
            Timers.CancelAll();
            if (_node is null)
            {
                // One that is just being made is thrown away as soon as it is there.
                Forget();
            }
            else if (_isAnswered is true && !IsSilent)
            {
                CoordinatedShutdown.Get(_node.System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
            }
            else
            {
                ThrowAway();
            }
        });
        ReceiveAny(question =>
        {
            _worker = Sender;
            _node?.Relay.Tell(new ClusterLink.Question(question));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsSilent => _time.GetElapsedTime(_heard) > _silence;

    public static Props Props(Func<IActorRef, WorkerNode> connect, TimeSpan silence, TimeProvider time) => Akka.Actor.Props.Create(() => new ClusterLinkActor(connect, silence, time));

    protected override void PreStart()
    {
        _heard = _time.GetTimestamp();
        Self.Tell(new Connect());
        Timers.StartPeriodicTimer(LookTimer, new Look(), _lookEvery);
    }

    protected override void PostStop() => _node?.System.Terminate();

    private void Use(WorkerNode node)
    {
        _node = node;
        _isThrownAway = false;
        _heard = _time.GetTimestamp();
        node.System.WhenTerminated.PipeTo(Self, success: () => new Gone());
        if (_leaveAsker is not null)
        {
            ThrowAway();
        }
    }

    private void Forget()
    {
        _node = null;
        if (_leaveAsker is null)
        {
            Timers.StartSingleTimer(ConnectTimer, new Connect(), _connectAfter);
        }
        else
        {
            _leaveAsker.Tell(new ClusterLink.Left());
        }
    }

    private void ThrowAway()
    {
        if (_node is not null && !_isThrownAway)
        {
            _isThrownAway = true;
            _node.System.Terminate();
        }
    }

    private void Note(bool isAnswered)
    {
        if (_isAnswered != isAnswered)
        {
            _isAnswered = isAnswered;
            Context.System.EventStream.Publish(isAnswered ? new ClusterLink.Answered() : new ClusterLink.Waiting());
        }
    }

    private sealed record Connect;

    /// <summary>The node has ended, or could not be made.</summary>
    private sealed record Gone;

    private sealed record Look;
}
