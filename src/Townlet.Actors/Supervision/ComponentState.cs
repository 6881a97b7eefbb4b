namespace Townlet.Actors;

/// <summary>How a component stands.</summary>
public enum ComponentState
{
    Starting,
    Ready,

    /// <summary>It failed and comes back after a delay.</summary>
    Restarting,

    /// <summary>It cannot run here, or failed too often and was given up.</summary>
    Failed,
    Stopped,
}
