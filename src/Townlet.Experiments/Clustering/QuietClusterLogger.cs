using Akka.Event;
using Akka.Hosting.Logging;

namespace Townlet.Experiments.Clustering;

/// <summary>
/// Logs to the host, except what Akka's own remoting and membership say: to them each machine that goes away is an error, and garbage on the port another. What matters of it
/// to the user the actors of the experiment say in their own words.
/// </summary>
public sealed class QuietClusterLogger : LoggerFactoryLogger
{
    /// <summary>An error that stops one of Akka's own actors is logged in the name of the actor, and of no class of its.</summary>
    private static readonly string[] _places = ["/system/transports/", "/system/endpointManager/", "/system/cluster/"];

    protected override bool Receive(object message) => (message is LogEvent said && IsNoise(said)) || base.Receive(message);

    private static bool IsNoise(LogEvent said) =>
        said.LogSource.StartsWith("remoting", StringComparison.Ordinal)
        || Array.Exists(_places, place => said.LogSource.Contains(place, StringComparison.Ordinal))
        || (said.LogClass.Assembly.GetName().Name is { } name && (name == "Akka.Remote" || name.StartsWith("Akka.Cluster", StringComparison.Ordinal)));
}
