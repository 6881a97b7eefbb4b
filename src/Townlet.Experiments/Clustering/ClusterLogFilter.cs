using Akka.Event;

namespace Townlet.Experiments.Clustering;

/// <summary>
/// Drops what Akka's own remoting and membership log: to them each machine that goes away is an error, and garbage on the port another. What matters of it to the user the
/// actors of the experiment say in their own words.
/// </summary>
public sealed class ClusterLogFilter : LogFilterBase
{
    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.LogClass?.Assembly.GetName().Name is { } name && (name == "Akka.Remote" || name.StartsWith("Akka.Cluster", StringComparison.Ordinal))
            ? LogFilterDecision.Drop
            : LogFilterDecision.NoDecision;
    }
}
