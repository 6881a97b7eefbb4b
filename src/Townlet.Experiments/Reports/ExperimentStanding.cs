namespace Townlet.Experiments.Reports;

/// <summary>How an experiment stands as a whole.</summary>
public enum ExperimentStanding
{
    /// <summary>Trials run, or wait for a worker.</summary>
    Running,

    /// <summary>The user stopped it.</summary>
    Paused,

    /// <summary>Every trial is finished, or has failed for good.</summary>
    Complete,
}
