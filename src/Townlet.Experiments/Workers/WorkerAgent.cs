using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>What <see cref="WorkerAgentActor"/> understands from outside, and what it publishes.</summary>
public static class WorkerAgent
{
    /// <summary>Stop all trials in order, give them back, and answer <see cref="Stopped"/>.</summary>
    public sealed record Stop;

    public sealed record Stopped;

    /// <summary>Published when it begins to work for an experiment.</summary>
    public sealed record Working(ExperimentDefinition Definition);

    /// <summary>Published when it may not work for one.</summary>
    public sealed record Refused(string Reason);

    /// <summary>Published when it starts a trial.</summary>
    public sealed record Started(Trial Trial);

    /// <summary>Published when one has come to its end.</summary>
    public sealed record Finished(Trial Trial, TrialResult Result);

    /// <summary>Published when one failed.</summary>
    public sealed record Failed(Trial Trial, string Cause);

    /// <summary>Published when one had to stop: its lease ran out, or the coordinator or the user wants it.</summary>
    public sealed record Ceased(Trial Trial);
}
