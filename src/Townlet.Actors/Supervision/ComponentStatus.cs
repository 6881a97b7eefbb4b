namespace Townlet.Actors;

/// <summary>What the supervisor knows of one component.</summary>
/// <param name="Component">Which one.</param>
/// <param name="State">How it stands.</param>
/// <param name="Detail">For people: an address, a reason, a delay.</param>
/// <param name="Restarts">How often it was started again.</param>
public sealed record ComponentStatus(Component Component, ComponentState State, string Detail, int Restarts);
