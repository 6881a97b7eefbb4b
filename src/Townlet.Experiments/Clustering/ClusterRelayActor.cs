using Akka.Actor;

namespace Townlet.Experiments.Clustering;

/// <summary>The end of a <see cref="ClusterLinkActor"/> in the system that is a node of the cluster, so that the coordinator has an address to answer to.</summary>
internal sealed class ClusterRelayActor : ReceiveActor
{
    public ClusterRelayActor(IActorRef link)
    {
        var coordinator = Context.ActorOf(CoordinatorRoute.Proxy(Context.System), "coordinator-proxy");
        Receive<ClusterLink.Question>(question => coordinator.Tell(question.Message));
        ReceiveAny(answer => link.Tell(new ClusterLink.Answer(answer)));
    }

    public static Props Props(IActorRef link) => Akka.Actor.Props.Create(() => new ClusterRelayActor(link));
}
