using System.Collections.Immutable;
using Akka.Actor;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Shipping;

/// <summary>Has each run brought here as its trial finishes elsewhere; what the store does not give now it asks for later.</summary>
internal sealed class FinishedRunsActor : ReceiveActor, IWithTimers
{
    private const string RetryTimer = "retry";

    private readonly FinishedRuns _runs;
    private readonly CancellationTokenSource _stop = new();
    private ExperimentState _state = ExperimentState.Nothing;
    private bool _fetches;
    private bool _hasNews;

    public FinishedRunsActor(FinishedRuns runs, TimeSpan retryEvery)
    {
        _runs = runs;
        Receive<ExperimentCoordinator.Ready>(ready => Look(ready.State));
        Receive<ExperimentCoordinator.Happened>(happened => happened.Event is ExperimentEvent.TrialFinished, happened => Look(happened.State));
        Receive<Retry>(_ => Look(_state));
        Receive<Done>(done =>
        {
            _fetches = false;
            if (!done.Faults.IsEmpty)
            {
                Timers.StartSingleTimer(RetryTimer, new Retry(), retryEvery);
            }

            if (_hasNews)
            {
                Look(_state);
            }
        });
        // Stopped, or something unforeseen: the end of the experiment asks once more, and says what is missing.
        Receive<Status.Failure>(_ => _fetches = false);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(FinishedRuns runs, TimeSpan retryEvery) => Akka.Actor.Props.Create(() => new FinishedRunsActor(runs, retryEvery));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Ready));
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Happened));
    }

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Look(ExperimentState state)
    {
        _state = state;
        _hasNews = _fetches;
        if (!_fetches)
        {
            _fetches = true;
            var stop = _stop.Token;
            Task.Run(() => _runs.FetchMissingAsync(state, stop), stop).PipeTo(Self, success: faults => new Done(faults));
        }
    }

    private sealed record Retry;

    private sealed record Done(ImmutableArray<string> Faults);
}
