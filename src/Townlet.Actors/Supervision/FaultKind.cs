namespace Townlet.Actors.Supervision;

/// <summary>What a fault switch does to a component.</summary>
public enum FaultKind
{
    /// <summary>It throws.</summary>
    Throw,

    /// <summary>Its thread stays inside a handler and never comes back.</summary>
    Hang,
}
