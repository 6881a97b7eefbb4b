namespace Townlet.Actors.Supervision;

/// <summary>State of a component.</summary>
public enum ComponentState
{
    Starting,
    Ready,

    /// <summary>It failed and restarts after a delay.</summary>
    Restarting,

    /// <summary>It cannot run here, or failed too often and was given up.</summary>
    Failed,
    Stopped,
}
