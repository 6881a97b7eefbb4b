namespace Townlet.Actors.Supervision;

/// <summary>The user tripped the fault switch of a component.</summary>
internal sealed class DeliberateFaultException(Component component)
    : Exception($"The fault switch of the {component.ToString().ToLowerInvariant()} was tripped.");
