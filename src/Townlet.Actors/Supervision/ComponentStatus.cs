namespace Townlet.Actors.Supervision;

/// <summary>What the supervisor knows about one component.</summary>
/// <param name="Component">The component.</param>
/// <param name="State">Its state.</param>
/// <param name="Detail">For human readers: an address, a reason, a delay.</param>
/// <param name="Restarts">How often it was restarted.</param>
/// <param name="Since">When it entered its present state; for a component that fails again before it is ready, the time of its first failure.</param>
/// <param name="RetryAt">When it is restarted, as <see cref="TimeProvider.GetTimestamp"/> counts; null unless it is <see cref="ComponentState.Restarting"/>.</param>
public sealed record ComponentStatus(Component Component, ComponentState State, string Detail, int Restarts, DateTimeOffset Since, long? RetryAt)
{
    /// <summary>Where users reach it; null for a component that none visits, and while it does not answer.</summary>
    public Uri? Address { get; init; }

    public static ComponentStatus BeforeStart(Component component, DateTimeOffset now) => new(component, ComponentState.Starting, "", Restarts: 0, now, RetryAt: null);
}
