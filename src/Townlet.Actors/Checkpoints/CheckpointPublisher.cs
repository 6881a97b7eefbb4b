using System.Collections.Immutable;
using Townlet.Learning;
using Townlet.Runs;

namespace Townlet.Actors;

/// <summary>What <see cref="CheckpointPublisherActor"/> understands and what it publishes.</summary>
public static class CheckpointPublisher
{
    /// <summary>A message that the supervisor passes on to the publisher.</summary>
    public interface ICommand;

    /// <summary>Write this snapshot; everybody hears <see cref="Published"/> afterwards.</summary>
    public sealed record Publish(Checkpoint Checkpoint) : ICommand;

    /// <summary>Told to the supervisor: this one is on disk, or could not be written and was announced as missed.</summary>
    /// <param name="Publish">What was to be written.</param>
    /// <param name="IsWritten">It is on disk.</param>
    public sealed record Settled(Publish Publish, bool IsWritten);

    /// <summary>Read the newest good checkpoint; answered with <see cref="Newest"/>.</summary>
    public sealed record LoadNewest : ICommand;

    /// <summary>Which policies are there? Answered with <see cref="Policies"/>.</summary>
    public sealed record ListPolicies : ICommand;

    /// <summary>Answered with <see cref="Drained"/> once everything asked before is on disk.</summary>
    public sealed record Drain : ICommand;

    /// <summary>Told to those who may wait for an answer: what the publisher before this one was asked is lost.</summary>
    public sealed record Restarted;

    /// <param name="Checkpoint">Null when there is none yet.</param>
    public sealed record Newest(Checkpoint? Checkpoint);

    /// <param name="Stored">Oldest first.</param>
    public sealed record Policies(ImmutableArray<StoredPolicy> Stored);

    public sealed record Drained;

    /// <summary>Published when an earlier checkpoint was found to go on from.</summary>
    public sealed record Found(string Name);

    /// <summary>Published when a checkpoint and its policy are safely on disk.</summary>
    public sealed record Published(StoredCheckpoint Checkpoint, StoredPolicy Policy, TimeSpan Duration);
}
