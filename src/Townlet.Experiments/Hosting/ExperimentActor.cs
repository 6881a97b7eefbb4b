using Akka.Actor;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Hosting;

/// <summary>
/// <c>/user/experiment</c>: coordinator and worker in one process. It ends the system when every trial has ended, or when one of the two fails, and takes part in the way down.
/// </summary>
internal sealed class ExperimentActor : ReceiveActor
{
    public const string Name = "experiment";

    private readonly IActorRef _coordinator;
    private readonly IActorRef _worker;

    public ExperimentActor(ExperimentOptions options)
    {
        var work = new TrialWork(options.Plan, options.Folder, options.Launcher, options.Versions, options.Time);
        // Before the children, so that nothing of what they publish is missed.
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Ready));
        Context.System.EventStream.Subscribe(Self, typeof(ExperimentCoordinator.Happened));
        _coordinator = Context.Watch(Context.ActorOf(ExperimentCoordinatorActor.Props(options.Plan.Definition, options.Terms, options.Time), "coordinator"));
        _worker = Context.Watch(Context.ActorOf(WorkerAgentActor.Props(work, _coordinator, options.Node, options.Slots, options.Terms), "worker"));
        Receive<ExperimentCoordinator.Ready>(ready => EndIf(ready.State.IsComplete));
        Receive<ExperimentCoordinator.Happened>(happened => EndIf(happened.State.IsComplete));
        Receive<ExperimentCoordinator.Stop>(stop => _coordinator.Forward(stop));
        Receive<WorkerAgent.Stop>(stop => _worker.Forward(stop));
        Receive<Terminated>(terminated => End(ExperimentEnded.Failed($"its {terminated.ActorRef.Path.Name} failed; --debug shows how")));
    }

    public static Props Props(ExperimentOptions options) => Akka.Actor.Props.Create(() => new ExperimentActor(options));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private static void EndIf(bool isComplete)
    {
        if (isComplete)
        {
            End(ExperimentEnded.Complete);
        }
    }

    private static void End(ExperimentEnded reason) => CoordinatedShutdown.Get(Context.System).Run(reason);
}
