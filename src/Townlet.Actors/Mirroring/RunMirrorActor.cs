using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Runs.Mirrors;

namespace Townlet.Actors.Mirroring;

/// <summary>
/// Has the run carried into its store after each published checkpoint, beside the publisher, who never waits for it. Where the store is slower than the checkpoints are, those between are left
/// out; where it is away, that is said once, and tried again later and later.
/// </summary>
internal sealed class RunMirrorActor : ReceiveActor, IWithTimers
{
    private const string RetryTimer = "retry";

    private readonly RunMirror _mirror;
    private readonly RetryTerms _retry;
    private readonly CancellationTokenSource _stop = new();
    private bool _ships;
    private bool _hasNews;
    private int _failures;

    public RunMirrorActor(RunMirror mirror, RetryTerms retry)
    {
        _mirror = mirror;
        _retry = retry;
        Receive<CheckpointPublisher.Published>(_ =>
        {
            _hasNews = true;
            Proceed();
        });
        Receive<RetryDue>(_ => Proceed());
        Receive<Carried>(carried =>
        {
            _ships = false;
            if (_failures > 0)
            {
                _failures = 0;
                Context.Announce(Component.CheckpointPublisher, carried.Episode is { } episode
                    ? FormattableString.Invariant($"The store {_mirror.Address} is back, and holds the run as of episode {episode}.")
                    : $"The store {_mirror.Address} is back.");
            }

            Proceed();
        });
        Receive<Status.Failure>(failed =>
        {
            _ships = false;
            _hasNews = true;
            _failures++;
            if (_failures == 1)
            {
                Context.Warn(Component.CheckpointPublisher, $"{failed.Cause.Message} The run goes on; the store is tried again.");
            }

            Timers.StartSingleTimer(RetryTimer, new RetryDue(), _retry.After(_failures));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(RunMirror mirror, RetryTerms retry) => Akka.Actor.Props.Create(() => new RunMirrorActor(mirror, retry));

    protected override void PreStart()
    {
        Context.Subscribe(typeof(CheckpointPublisher.Published));
        // A store that is away, or holds another run, is named at the start and not at the first checkpoint.
        _hasNews = true;
        Proceed();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Proceed()
    {
        if (_ships || !_hasNews || Timers.IsTimerActive(RetryTimer))
        {
            return;
        }

        _ships = true;
        _hasNews = false;
        var stop = _stop.Token;
        Task.Run(() => _mirror.ShipAsync(stop), stop).PipeTo(Self, success: carried => new Carried(carried?.Episode));
    }

    private sealed record RetryDue;

    private sealed record Carried(int? Episode);
}
