namespace Townlet.Experiments.Scheduling;

/// <summary>How far a trial is.</summary>
public enum TrialPhase
{
    /// <summary>Nobody may run it at the moment.</summary>
    Waiting,

    /// <summary>A worker holds it, or held it last.</summary>
    Granted,

    Finished,

    /// <summary>It failed as often as is tried.</summary>
    Failed,
}
