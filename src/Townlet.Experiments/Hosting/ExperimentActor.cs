using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Hosting;

/// <summary>
/// <c>/user/experiment</c>: coordinator and worker in one process. It ends the system when every trial has ended, or when one of the two fails, and takes part in the way down.
/// </summary>
internal sealed class ExperimentActor : ReceiveActor
{
    public const string Name = "experiment";

    private readonly IActorRef _worker;
    private bool _hasCoordinator;

    public ExperimentActor(ExperimentOptions options, LeaseTerms terms)
    {
        // Before the children, so that nothing of what they publish is missed.
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Ready));
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Happened));
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Ended));
        Context.System.EventStream.Subscribe(Self, typeof(WorkerAgent.Refused));
        var coordinator = ExperimentCoordinatorActor.Props(
            options.Plan.Definition, terms, new Admission(options.Versions.Townlet, options.Cluster.Secret), StoreLocation.Of(options.Store?.Address), options.Time);
        Context.ActorOf(ClusterSingletonManager.Props(coordinator, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(Context.System)), CoordinatorRoute.ManagerName);
        var proxy = Context.ActorOf(CoordinatorRoute.Proxy(Context.System), "coordinator-proxy");
        _worker = Context.Watch(Context.ActorOf(WorkerAgentActor.Props(Worker(options), proxy), "worker"));
        Receive<ExperimentCoordinator.Ready>(ready =>
        {
            // A coordinator that was restarted is no wish of the user.
            var isAskedFor = !_hasCoordinator;
            _hasCoordinator = true;
            if (isAskedFor && ready.State.Trials.Any(trial => trial.Phase == TrialPhase.Failed))
            {
                Context.ActorSelection(CoordinatorRoute.Path).Tell(new ExperimentCoordinator.TryAgain());
            }
            else
            {
                EndIf(ready.State.IsComplete);
            }
        });
        Receive<ExperimentCoordinator.Happened>(happened => EndIf(happened.State.IsComplete));
        Receive<ExperimentCoordinator.Ended>(_ => EndWithout("coordinator"));
        Receive<Terminated>(_ => EndWithout("worker"));
        Receive<WorkerAgent.Refused>(refused => End(ExperimentEnded.Failed(refused.Reason)));
        Receive<ExperimentCoordinator.Stop>(stop =>
        {
            if (_hasCoordinator)
            {
                Context.ActorSelection(CoordinatorRoute.Path).Tell(stop, Sender);
            }
            else
            {
                // Nothing was granted yet.
                Sender.Tell(new ExperimentCoordinator.Stopped());
            }
        });
        Receive<WorkerAgent.Stop>(stop => _worker.Forward(stop));
    }

    public static Props Props(ExperimentOptions options, LeaseTerms terms) => Akka.Actor.Props.Create(() => new ExperimentActor(options, terms));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private static WorkerSettings Worker(ExperimentOptions options) => new()
    {
        Worker = options.Place.Worker,
        Predecessor = options.Place.Predecessor,
        Slots = options.Slots,
        Version = options.Versions.Townlet,
        Secret = options.Cluster.Secret,
        Prepare = (plan, _) => new TrialWork(plan, options.Folder, options.Launcher, options.Versions, options.Time, options.Store),
        Time = options.Time,
    };

    private static void EndIf(bool isComplete)
    {
        if (isComplete)
        {
            End(ExperimentEnded.Complete);
        }
    }

    private static void EndWithout(string child) => End(ExperimentEnded.Failed($"its {child} failed; --debug shows how"));

    /// <summary>The first reason counts: on the way down everything ends.</summary>
    private static void End(ExperimentEnded reason) => CoordinatedShutdown.Get(Context.System).Run(reason);
}
