using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Scheduling;

/// <summary>What happened in an experiment, as the journal keeps it: all that must outlive the coordinator.</summary>
public abstract record ExperimentEvent
{
    /// <summary>The first event.</summary>
    public sealed record ExperimentDefined(ExperimentDefinition Definition) : ExperimentEvent;

    /// <summary>Kept before the worker is told.</summary>
    public sealed record TrialGranted(int Trial, int Epoch, WorkerId Worker) : ExperimentEvent;

    /// <summary>With the fields of <see cref="TrialReport.Committed"/>.</summary>
    public sealed record CheckpointCommitted(int Trial, int Epoch, int Episode, string Key, string Sha256, long Size, string Content) : ExperimentEvent;

    public sealed record TrialFinished(int Trial, int Epoch, TrialResult Result) : ExperimentEvent;

    /// <param name="Trial">Number of the trial.</param>
    /// <param name="Epoch">Of the grant.</param>
    /// <param name="Cause">For the user.</param>
    /// <param name="Attempt">How often it has failed by now.</param>
    public sealed record TrialFailed(int Trial, int Epoch, string Cause, int Attempt) : ExperimentEvent;

    /// <summary>The user stopped it: nothing is granted until it goes on.</summary>
    public sealed record ExperimentStopped : ExperimentEvent;

    /// <summary>The user asked for it again.</summary>
    public sealed record ExperimentContinued : ExperimentEvent;
}
