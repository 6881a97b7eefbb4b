using System.Collections.Immutable;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/health/ready</c>.</summary>
/// <param name="Status">"ready" or "starting".</param>
/// <param name="Components">Every component of the run.</param>
public sealed record ReadinessAnswer(string Status, ImmutableArray<ServerStatusMessage> Components)
{
    public static ReadinessAnswer Of(Supervisor.Status status, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new(status.IsReady ? "ready" : "starting", Describe(status.Components, time));
    }

    internal static ImmutableArray<ServerStatusMessage> Describe(IEnumerable<ComponentStatus> components, TimeProvider time) =>
        [.. components.Select(status => ServerStatusMessage.Of(status, time))];
}
