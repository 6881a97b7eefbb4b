using Akka.Actor;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Hosting;

/// <summary><c>/user/worker</c>: an agent and its link to the coordinator. It takes part in the way down, and ends the system where the agent is refused or fails.</summary>
internal sealed class WorkerActor : ReceiveActor
{
    public const string Name = "worker";

    /// <param name="settings">Of the agent.</param>
    /// <param name="link">Makes the <see cref="ClusterLinkActor"/>.</param>
    public WorkerActor(WorkerSettings settings, Props link)
    {
        Context.System.EventStream.Subscribe(Self, typeof(WorkerAgent.Refused));
        var way = Context.Watch(Context.ActorOf(link, "link"));
        var agent = Context.Watch(Context.ActorOf(WorkerAgentActor.Props(settings, way), "agent"));
        IActorRef asker = ActorRefs.Nobody;
        Receive<WorkerAgent.Refused>(refused => End(WorkerEnded.Refused(refused.Reason)));
        Receive<Terminated>(terminated => End(WorkerEnded.Failed($"its {terminated.ActorRef.Path.Name} failed; --debug shows how")));
        Receive<WorkerAgent.Stop>(stop =>
        {
            asker = Sender;
            agent.Tell(stop);
        });
        // Only then, so that the coordinator hears of what was given back.
        Receive<WorkerAgent.Stopped>(_ => way.Tell(new ClusterLink.Leave()));
        Receive<ClusterLink.Left>(_ => asker.Tell(new WorkerAgent.Stopped()));
    }

    public static Props Props(WorkerSettings settings, Props link) => Akka.Actor.Props.Create(() => new WorkerActor(settings, link));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private static void End(WorkerEnded reason) => CoordinatedShutdown.Get(Context.System).Run(reason);
}
