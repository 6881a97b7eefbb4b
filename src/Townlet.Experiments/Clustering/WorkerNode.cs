using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Townlet.Experiments.Clustering;

/// <summary>An actor system through which a worker takes part in the cluster.</summary>
/// <param name="System">Goes on trying to join. Terminating it takes no leave.</param>
/// <param name="Relay">Takes a <see cref="ClusterLink.Question"/>.</param>
internal sealed record WorkerNode(ActorSystem System, IActorRef Relay)
{
    /// <summary>Of all systems in the cluster.</summary>
    public const string SystemName = "townlet";

    /// <param name="link">Gets each <see cref="ClusterLink.Answer"/>.</param>
    /// <param name="settings">Of this node.</param>
    /// <param name="coordinator">Whom it joins.</param>
    /// <param name="hocon">HOCON.conf, with what goes over it.</param>
    /// <param name="log">Where its remoting logs to; null: nowhere.</param>
    public static WorkerNode Join(IActorRef link, ClusterSettings settings, NodeAddress coordinator, Config hocon, ILoggerFactory? log)
    {
        var own = ConfigurationFactory.ParseString($$"""
            akka {
              coordinated-shutdown.run-by-actor-system-terminate = off
              stdout-loglevel = OFF
              loglevel = {{(log is null ? "OFF" : "DEBUG")}}
              loggers = [{{(log is null ? "" : $"\"{typeof(LoggerFactoryLogger).AssemblyQualifiedName}\"")}}]
            }
            """);
        var config = ClusterConfig.For(settings, ClusterRole.Worker).WithFallback(own).WithFallback(hocon).WithFallback(ClusterSingleton.DefaultConfig());
        Setup?[] setups = [BootstrapSetup.Create().WithConfig(config), ClusterConfig.Encryption(settings), log is null ? null : new LoggerFactorySetup(log)];
        var system = ActorSystem.Create(SystemName, ActorSystemSetup.Create([.. setups.OfType<Setup>()]));
        var protocol = settings.Certificate is null ? "akka.tcp" : "akka.ssl.tcp";
        Akka.Cluster.Cluster.Get(system).JoinSeedNodes([new Address(protocol, SystemName, coordinator.Host, coordinator.Port)]);
        return new WorkerNode(system, system.ActorOf(ClusterRelayActor.Props(link), "relay"));
    }
}
