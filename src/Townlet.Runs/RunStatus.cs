namespace Townlet.Runs;

/// <summary>Status of a run.</summary>
public enum RunStatus
{
    /// <summary>It is training; or the process was killed, and nothing else could be written.</summary>
    Running,

    /// <summary>All wanted episodes are finished.</summary>
    Finished,

    /// <summary>The user stopped it; it can be resumed.</summary>
    Stopped,

    /// <summary>The trainer failed for good.</summary>
    Failed,
}
