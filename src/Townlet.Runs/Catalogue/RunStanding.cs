namespace Townlet.Runs.Catalogue;

/// <summary>Status of a run, as another process sees it.</summary>
public enum RunStanding
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>A process is training in it.</summary>
    Running,

    /// <summary>All planned episodes are finished.</summary>
    Finished,

    /// <summary>The user stopped it.</summary>
    Stopped,

    /// <summary>The trainer was given up.</summary>
    Failed,

    /// <summary>Its process was killed; it can be resumed.</summary>
    Interrupted,
}
