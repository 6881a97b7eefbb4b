using Akka.Actor;
using Akka.Cluster.Tools.Singleton;

namespace Townlet.Experiments.Clustering;

/// <summary>Where the coordinator is found, on whichever node it runs. Its role and how the proxies look for it are in HOCON.conf.</summary>
internal static class CoordinatorRoute
{
    /// <summary>Of the actor over it, which starts it on one node of the cluster; a child of <c>/user/experiment</c>.</summary>
    public const string ManagerName = "coordinator";

    /// <summary>Of the coordinator, on its own node.</summary>
    public const string Path = $"/user/experiment/{ManagerName}/singleton";

    /// <summary>An actor that passes on what it is told. What comes while there is no coordinator is lost, since all questions are asked again.</summary>
    public static Props Proxy(ActorSystem system) => ClusterSingletonProxy.Props($"/user/experiment/{ManagerName}", ClusterSingletonProxySettings.Create(system));
}
