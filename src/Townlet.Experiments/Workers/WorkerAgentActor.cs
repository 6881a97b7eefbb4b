using System.Globalization;
using Akka.Actor;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;

namespace Townlet.Experiments.Workers;

/// <summary>
/// One worker: joins the experiment that the coordinator runs, asks once a second what it shall run, and has that run. What to start and to stop <see cref="WorkerLeases"/>
/// decides. Where the coordinator runs another experiment by now, it stops its trials and joins that one.
/// </summary>
internal sealed class WorkerAgentActor : ReceiveActor, IWithTimers
{
    private const string AskTimer = "ask";

    private static readonly TimeSpan _askEvery = TimeSpan.FromSeconds(1);

    /// <summary>More often, since it costs nothing and the user waits.</summary>
    private static readonly TimeSpan _joinEvery = TimeSpan.FromSeconds(0.25);

    private readonly WorkerSettings _settings;
    private readonly IActorRef _coordinator;
    private readonly long _start;
    private readonly Dictionary<IActorRef, TrialGrant> _processes = [];
    private Guid _experiment;
    private TrialWork? _work;
    private WorkerLeases? _leases;
    private bool _isLeaving;
    private IActorRef? _stopAsker;

    public WorkerAgentActor(WorkerSettings settings, IActorRef coordinator)
    {
        _settings = settings;
        _coordinator = coordinator;
        _start = settings.Time.GetTimestamp();
        Receive<Ask>(_ => AskForWork());
        Receive<ExperimentCoordinator.Joined>(Begin);
        Receive<ExperimentCoordinator.Refused>(refused => Publish(new WorkerAgent.Refused(refused.Reason)));
        Receive<ExperimentCoordinator.Unknown>(unknown =>
        {
            if (_leases is not null && unknown.Experiment == _experiment)
            {
                Leave();
            }
        });
        Receive<Grants>(Obey);
        Receive<TrialProcess.Progressed>(progressed => _leases!.Progress(progressed.Trial, progressed.Epoch, progressed.Episode));
        Receive<Shipment.Committed>(shipped => Tell(shipped.Report));
        Receive<TrialProcess.Evaluated>(evaluated =>
        {
            _leases!.Remember(evaluated.Report);
            Tell(evaluated.Report);
        });
        Receive<TrialProcess.Ended>(ended => Report(ended.Report));
        Receive<TrialProcess.Stopped>(stopped =>
        {
            _leases!.Stopped(stopped.Trial, stopped.Epoch);
            Publish(new WorkerAgent.Ceased(TrialOf(stopped.Trial)));
            if (_stopAsker is not null)
            {
                Tell(new TrialReport.Released(stopped.Trial, stopped.Epoch));
            }
        });
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<WorkerAgent.Stop>(_ =>
        {
            _stopAsker = Sender;
            Timers.CancelAll();
            StopAll();
            Rest();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _settings.Time.GetElapsedTime(_start);

    public static Props Props(WorkerSettings settings, IActorRef coordinator) => Akka.Actor.Props.Create(() => new WorkerAgentActor(settings, coordinator));

    protected override void PreStart() => Timers.StartPeriodicTimer(AskTimer, new Ask(), TimeSpan.Zero, _joinEvery);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void AskForWork()
    {
        if (_leases is null)
        {
            _coordinator.Tell(new ExperimentCoordinator.Join(_settings.Worker, _settings.Predecessor, _settings.Version, _settings.Secret));
        }
        else if (!_isLeaving)
        {
            Stop(_leases.Expire(Now));
            _coordinator.Tell(_leases.Ask(Now) with { Experiment = _experiment });
        }
    }

    private void Begin(ExperimentCoordinator.Joined joined)
    {
        // Each of its questions is answered; it needs one answer.
        if (_leases is not null || _stopAsker is not null || joined.Worker != _settings.Worker)
        {
            return;
        }

        try
        {
            _work = _settings.Prepare(ExperimentPlan.Of(joined.Definition), joined.Store);
        }
        catch (ExperimentRefusedException refused)
        {
            Publish(new WorkerAgent.Refused(refused.Message));
            return;
        }

        _experiment = joined.Experiment;
        _leases = new WorkerLeases(_settings.Worker, _settings.Slots, joined.Terms);
        Publish(new WorkerAgent.Working(joined.Definition));
        Timers.StartPeriodicTimer(AskTimer, new Ask(), TimeSpan.Zero, _askEvery);
    }

    private void Leave()
    {
        _isLeaving = true;
        StopAll();
        Rest();
    }

    private void Obey(Grants grants)
    {
        if (_leases is null || _isLeaving || _stopAsker is not null)
        {
            return;
        }

        var changes = _leases.Hear(grants, Now);
        Stop(changes.Stop);
        foreach (var report in changes.Repeat)
        {
            Tell(report);
        }

        foreach (var grant in changes.Start)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"trial-{grant.Trial}-epoch-{grant.Epoch}-{Guid.NewGuid():N}");
            _processes.Add(Context.Watch(Context.ActorOf(TrialProcessActor.Props(_work!, TrialOf(grant.Trial), grant), name)), grant);
            Publish(new WorkerAgent.Started(TrialOf(grant.Trial)));
        }
    }

    private void Report(TrialReport report)
    {
        _leases!.End(report);
        Tell(report);
        switch (report)
        {
            case TrialReport.Finished finished:
                Publish(new WorkerAgent.Finished(TrialOf(report.Trial), finished.Result));
                break;
            case TrialReport.Failed failed:
                Publish(new WorkerAgent.Failed(TrialOf(report.Trial), failed.Cause));
                break;
        }

        if (_stopAsker is null)
        {
            // The slot is free: the next trial need not wait for the next second.
            AskForWork();
        }
    }

    private void Tell(TrialReport report) => _coordinator.Tell(report with { Experiment = _experiment });

    private void StopAll()
    {
        foreach (var process in _processes.Keys)
        {
            process.Tell(new TrialProcess.Stop());
        }
    }

    private void Stop(IEnumerable<TrialGrant> grants)
    {
        foreach (var grant in grants)
        {
            foreach (var (process, _) in _processes.Where(running => running.Value.Trial == grant.Trial && running.Value.Epoch == grant.Epoch))
            {
                process.Tell(new TrialProcess.Stop());
            }
        }
    }

    /// <summary>A process of a trial that ended without a word has failed; after a word this changes nothing.</summary>
    private void Forget(IActorRef process)
    {
        if (_processes.Remove(process, out var grant))
        {
            if (_leases!.Holds.Any(held => held.Trial == grant.Trial && held.Epoch == grant.Epoch) && _stopAsker is null)
            {
                Report(new TrialReport.Failed(grant.Trial, grant.Epoch, "What runs the trial failed itself; --debug shows how."));
            }

            _leases.Stopped(grant.Trial, grant.Epoch);
            Rest();
        }
    }

    /// <summary>Where nothing runs any more, what waited for that.</summary>
    private void Rest()
    {
        if (_processes.Count > 0)
        {
            return;
        }

        _stopAsker?.Tell(new WorkerAgent.Stopped());
        if (_isLeaving && _stopAsker is null)
        {
            _isLeaving = false;
            _leases = null;
            Timers.StartPeriodicTimer(AskTimer, new Ask(), TimeSpan.Zero, _joinEvery);
        }
    }

    private Trial TrialOf(int number) => _work!.Plan.Trials[number - 1];

    private static void Publish(object news) => Context.System.EventStream.Publish(news);

    private sealed record Ask;
}
