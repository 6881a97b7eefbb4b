namespace Townlet.Runs;

/// <summary>How a run stands, or how it ended.</summary>
public enum RunStatus
{
    /// <summary>It is training; or the process was killed, and nobody could write anything else.</summary>
    Running,

    /// <summary>All wanted episodes were lived.</summary>
    Finished,

    /// <summary>The user stopped it; it can be gone on with.</summary>
    Stopped,

    /// <summary>The trainer was given up.</summary>
    Failed,
}
