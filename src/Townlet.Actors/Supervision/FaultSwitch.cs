namespace Townlet.Actors.Supervision;

/// <summary>Makes a component fail on purpose, to watch the supervisor restart it. Viewers can use it only with --allow-faults.</summary>
public static class FaultSwitch
{
    /// <summary>The component throws <see cref="DeliberateFaultException"/> when it meets this, or hangs.</summary>
    public sealed record Trip(Component Component, FaultKind Kind = FaultKind.Throw) : Supervisor.IRouted
    {
        Component Supervisor.IRouted.Addressee => Component;
    }
}
