using System.Collections.Immutable;
using Townlet.Actors.Supervision;
using Townlet.Learning.Checkpoints;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Checkpoints;

/// <summary>What <see cref="CheckpointPublisherActor"/> understands and what it publishes.</summary>
public static class CheckpointPublisher
{
    /// <summary>A message that the supervisor passes on to the publisher.</summary>
    public interface ICommand : Supervisor.IRouted
    {
        Component Supervisor.IRouted.Addressee => Component.CheckpointPublisher;
    }

    /// <summary>Write this snapshot; <see cref="Published"/> is published afterwards.</summary>
    public sealed record Publish(Checkpoint Checkpoint) : ICommand;

    /// <summary>Told to the keeper: this checkpoint is on disk, or could not be written and has been announced as missed.</summary>
    /// <param name="Publish">What was to be written.</param>
    /// <param name="IsWritten">It is on disk.</param>
    public sealed record Settled(Publish Publish, bool IsWritten);

    /// <summary>Read the newest good checkpoint; answered with <see cref="Newest"/>.</summary>
    public sealed record LoadNewest : ICommand;

    /// <summary>List the policies; answered with <see cref="Policies"/>.</summary>
    public sealed record ListPolicies : ICommand
    {
        /// <summary>Where another process trains, the follower knows the policies.</summary>
        Component? Supervisor.IRouted.Substitute => Component.Follower;
    }

    /// <summary>Answered with <see cref="Drained"/> when all earlier records and checkpoints are on disk, or cannot be written.</summary>
    public sealed record Drain : ICommand;

    /// <summary>Sent to actors that may wait for an answer: requests to the failed publisher are lost.</summary>
    public sealed record Restarted;

    /// <param name="Checkpoint">Null when there is none yet.</param>
    public sealed record Newest(Checkpoint? Checkpoint);

    /// <param name="Stored">Oldest first.</param>
    public sealed record Policies(ImmutableArray<StoredPolicy> Stored);

    /// <param name="Fault">Why not all records could be written: a sentence; null where they are.</param>
    public sealed record Drained(string? Fault);

    /// <summary>Published when an earlier checkpoint was found to resume from.</summary>
    public sealed record Found(string Name);

    /// <summary>Published when a checkpoint and its policy are safely on disk.</summary>
    public sealed record Published(StoredCheckpoint Checkpoint, StoredPolicy Policy, TimeSpan Duration);
}
