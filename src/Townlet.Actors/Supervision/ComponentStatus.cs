namespace Townlet.Actors;

/// <summary>What the supervisor knows of one component.</summary>
/// <param name="Component">Which one.</param>
/// <param name="State">How it stands.</param>
/// <param name="Detail">For people: an address, a reason, a delay.</param>
/// <param name="Restarts">How often it was restarted.</param>
/// <param name="Since">When it entered its present state; a component that fails again before it is back is down since its first failure.</param>
/// <param name="RetryAt">When it is restarted, as <see cref="TimeProvider.GetTimestamp"/> counts; null unless it is <see cref="ComponentState.Restarting"/>.</param>
public sealed record ComponentStatus(Component Component, ComponentState State, string Detail, int Restarts, DateTimeOffset Since, long? RetryAt);
