using System.Text.Json.Serialization;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Wire;

/// <summary>The state of one component.</summary>
/// <param name="Status">What the supervisor knows of it.</param>
/// <param name="RetrySeconds">Until it is restarted; null unless it is restarting.</param>
public sealed record ServerStatusMessage([property: JsonIgnore] ComponentStatus Status, double? RetrySeconds) : Message
{
    public string Component => ComponentNames.Of(Status.Component);
    public ComponentState State => Status.State;
    public string Detail => Status.Detail;
    public int Restarts => Status.Restarts;
    public double SinceUnix => WireFormat.UnixSeconds(Status.Since);

    /// <param name="status">A component's.</param>
    /// <param name="time">The present, from which the seconds until its next start are counted.</param>
    public static ServerStatusMessage Of(ComponentStatus status, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(time);
        return new(status, status.RetryAt is { } retry ? Math.Round(Math.Max(0, time.GetElapsedTime(time.GetTimestamp(), retry).TotalSeconds), 1) : null);
    }
}
