namespace Townlet.Runs;

/// <summary>How a run stands, seen from outside.</summary>
public enum RunStanding
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>A process trains in it at this moment.</summary>
    Running,

    /// <summary>All wanted episodes were lived.</summary>
    Finished,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>The trainer was given up.</summary>
    Failed,

    /// <summary>Its process was killed; it can be gone on with.</summary>
    Interrupted,
}
