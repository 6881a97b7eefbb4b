namespace Townlet.Experiments.Workers;

/// <summary>What <see cref="WorkerAgentActor"/> understands from outside.</summary>
internal static class WorkerAgent
{
    /// <summary>Stop all trials in order, give them back, and answer <see cref="Stopped"/>.</summary>
    public sealed record Stop;

    public sealed record Stopped;
}
