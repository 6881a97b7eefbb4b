using System.Globalization;
using Akka.Actor;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>
/// One worker: asks the coordinator once a second what it shall run, and has that run. What to start and to stop <see cref="WorkerLeases"/> decides.
/// </summary>
internal sealed class WorkerAgentActor : ReceiveActor, IWithTimers
{
    private const string AskTimer = "ask";

    private static readonly TimeSpan _askEvery = TimeSpan.FromSeconds(1);

    private readonly TrialWork _work;
    private readonly IActorRef _coordinator;
    private readonly string _node;
    private readonly int _slots;
    private readonly LeaseTerms _terms;
    private readonly long _start;
    private readonly Dictionary<IActorRef, TrialGrant> _processes = [];
    private WorkerLeases? _leases;
    private long _incarnation;
    private IActorRef? _stopAsker;

    public WorkerAgentActor(TrialWork work, IActorRef coordinator, string node, int slots, LeaseTerms terms)
    {
        _work = work;
        _coordinator = coordinator;
        _node = node;
        _slots = slots;
        _terms = terms;
        _start = work.Time.GetTimestamp();
        Receive<Ask>(_ => AskForWork());
        Receive<ExperimentCoordinator.Joined>(joined =>
        {
            // Each question that waited for the coordinator is answered; it knows this worker by the last answer alone.
            if (_incarnation < joined.Worker.Incarnation)
            {
                _incarnation = joined.Worker.Incarnation;
                _leases = new WorkerLeases(joined.Worker, _slots, _terms);
            }
        });
        Receive<Grants>(Obey);
        Receive<TrialProcess.Progressed>(progressed => _leases!.Progress(progressed.Trial, progressed.Epoch, progressed.Episode));
        Receive<TrialProcess.Ended>(ended => Report(ended.Report));
        Receive<TrialProcess.Stopped>(stopped =>
        {
            _leases!.Stopped(stopped.Trial, stopped.Epoch);
            if (_stopAsker is not null)
            {
                _coordinator.Tell(new TrialReport.Released(stopped.Trial, stopped.Epoch));
            }
        });
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
        Receive<WorkerAgent.Stop>(_ =>
        {
            _stopAsker = Sender;
            Timers.CancelAll();
            foreach (var process in _processes.Keys)
            {
                process.Tell(new TrialProcess.Stop());
            }

            AnswerIfIdle();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _work.Time.GetElapsedTime(_start);

    public static Props Props(TrialWork work, IActorRef coordinator, string node, int slots, LeaseTerms terms) =>
        Akka.Actor.Props.Create(() => new WorkerAgentActor(work, coordinator, node, slots, terms));

    protected override void PreStart() => Timers.StartPeriodicTimer(AskTimer, new Ask(), TimeSpan.Zero, _askEvery);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void AskForWork()
    {
        if (_leases is null)
        {
            _coordinator.Tell(new ExperimentCoordinator.Join(_node));
            return;
        }

        Stop(_leases.Expire(Now));
        _coordinator.Tell(_leases.Ask(Now));
    }

    private void Obey(Grants grants)
    {
        if (_stopAsker is not null)
        {
            return;
        }

        var changes = _leases!.Hear(grants, Now);
        Stop(changes.Stop);
        foreach (var report in changes.Repeat)
        {
            _coordinator.Tell(report);
        }

        foreach (var grant in changes.Start)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"trial-{grant.Trial}-epoch-{grant.Epoch}-{Guid.NewGuid():N}");
            _processes.Add(Context.Watch(Context.ActorOf(TrialProcessActor.Props(_work, _work.Plan.Trials[grant.Trial - 1], grant), name)), grant);
        }
    }

    private void Report(TrialReport report)
    {
        _leases!.End(report);
        _coordinator.Tell(report);
        if (_stopAsker is null)
        {
            // The slot is free: the next trial need not wait for the next second.
            AskForWork();
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
            AnswerIfIdle();
        }
    }

    private void AnswerIfIdle()
    {
        if (_processes.Count == 0)
        {
            _stopAsker?.Tell(new WorkerAgent.Stopped());
        }
    }

    private sealed record Ask;
}
