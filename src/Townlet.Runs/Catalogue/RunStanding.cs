namespace Townlet.Runs;

/// <summary>How a run stands, seen from outside.</summary>
public enum RunStanding
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>A process is training in it.</summary>
    Running,

    /// <summary>All wanted episodes were lived.</summary>
    Finished,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>The trainer was given up.</summary>
    Failed,

    /// <summary>Its process was killed; it can be resumed.</summary>
    Interrupted,
}
