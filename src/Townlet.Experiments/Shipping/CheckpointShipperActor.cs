using Akka.Actor;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Shipping;

/// <summary>
/// Has the checkpoints of one trial carried into the store while its process goes on: it looks for a new one once a second, begins a shipment once a minute at most, and carries the last one when
/// the trial has ended. A store that is away is tried again later and later; nobody waits for it before the end.
/// </summary>
internal sealed class CheckpointShipperActor : ReceiveActor, IWithTimers
{
    private const string LookTimer = "look";

    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    private readonly CheckpointShipper _shipper;
    private readonly TrialStore _store;
    private readonly TimeProvider _time;
    private readonly int _trial;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private long? _begun;
    private TimeSpan _wait;
    private int _failures;
    private bool _ships;
    private IActorRef? _asker;

    public CheckpointShipperActor(CheckpointShipper shipper, TrialStore store, int trial, TimeProvider time)
    {
        _shipper = shipper;
        _store = store;
        _time = time;
        _trial = trial;
        _wait = store.ShipEvery;
        Receive<Look>(_ =>
        {
            if (!_ships && (_begun is not { } begun || _time.GetElapsedTime(begun) >= _wait) && _shipper.HasNews)
            {
                Ship();
            }
        });
        Receive<Done>(done =>
        {
            _ships = false;
            _wait = _store.ShipEvery;
            IsBack();
            Tell(done.Committed);
        });
        Receive<Status.Failure>(_ => _asker is null, failed =>
        {
            _ships = false;
            _wait = _store.Retry.After(++_failures);
            if (_failures == 1)
            {
                Context.System.EventStream.Publish(new Shipment.Away(_trial, failed.Cause.Message));
            }
        });
        Receive<Shipment.ShipLast>(_ =>
        {
            _asker = Sender;
            Timers.Cancel(LookTimer);
            // What it had not carried, the last one carries.
            _stop.Cancel();
            var end = _end.Token;
            Task.Run(() => _shipper.ShipLastAsync(_store.LastWithin, _store.Retry, end), end)
                .PipeTo(Self, success: last => new LastDone(last.Committed, last.Fault), failure: cause => new LastDone(null, cause.Message));
        });
        Receive<LastDone>(last =>
        {
            if (last.Fault is null)
            {
                IsBack();
            }

            Tell(last.Committed);
            _asker!.Tell(new Shipment.LastShipped(last.Fault));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(CheckpointShipper shipper, TrialStore store, int trial, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new CheckpointShipperActor(shipper, store, trial, time));

    protected override void PreStart() => Timers.StartPeriodicTimer(LookTimer, new Look(), _lookEvery);

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
        _end.Cancel();
        _end.Dispose();
        _shipper.Dispose();
    }

    private static void Tell(TrialReport.Committed? committed)
    {
        if (committed is not null)
        {
            Context.Parent.Tell(new Shipment.Committed(committed));
        }
    }

    private void IsBack()
    {
        if (_failures > 0)
        {
            _failures = 0;
            Context.System.EventStream.Publish(new Shipment.Back(_trial));
        }
    }

    private void Ship()
    {
        _ships = true;
        _begun = _time.GetTimestamp();
        var stop = _stop.Token;
        Task.Run(() => _shipper.ShipAsync(stop), stop).PipeTo(Self, success: committed => new Done(committed));
    }

    private sealed record Look;

    private sealed record Done(TrialReport.Committed? Committed);

    private sealed record LastDone(TrialReport.Committed? Committed, string? Fault);
}
