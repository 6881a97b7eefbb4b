namespace Townlet.Experiments.Reports;

/// <summary>How far a run is, as a report says it.</summary>
public enum RunState
{
    Waiting,
    Running,
    Finished,

    /// <summary>It failed as often as is tried.</summary>
    Failed,
}
