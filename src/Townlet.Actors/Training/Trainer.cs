using System.Collections.Immutable;
using Townlet.Learning;

namespace Townlet.Actors;

/// <summary>What <see cref="TrainerActor"/> understands and what it publishes.</summary>
public static class Trainer
{
    /// <summary>A message that the supervisor passes on to the trainer of the moment.</summary>
    public interface ICommand;

    /// <summary>Something published that the run's records hold.</summary>
    public interface IRecorded;

    /// <summary>Hold between two slices.</summary>
    public sealed record Pause : ICommand;

    public sealed record Resume : ICommand;

    /// <summary>Pause or resume, whichever it is not.</summary>
    public sealed record TogglePause : ICommand;

    /// <summary>Take a checkpoint now.</summary>
    public sealed record TakeCheckpoint : ICommand;

    /// <summary>Finish the episode under way, hand over a final checkpoint and answer <see cref="Stopped"/>.</summary>
    public sealed record Stop : ICommand;

    /// <summary>Answer to <see cref="Stop"/>: nothing is learnt any more and the final checkpoint is with the publisher.</summary>
    /// <param name="Episode">Episodes finished.</param>
    public sealed record Stopped(int Episode);

    /// <summary>Told to the supervisor: this state is to be kept.</summary>
    public sealed record CheckpointTaken(Checkpoint Checkpoint);

    /// <summary>Published when the loop is built and about to run.</summary>
    /// <param name="ResumedFrom">The episode whose checkpoint it goes on from; null at the beginning.</param>
    public sealed record Started(int? ResumedFrom) : IRecorded;

    /// <summary>Published for every finished episode, in order.</summary>
    public sealed record EpisodeCompleted(EpisodeSummary Episode) : IRecorded
    {
        /// <summary>The learner's network after it; empty for most, since copies of it are taken only now and then.</summary>
        public ImmutableArray<LayerWeights> Layers { get; init; } = [];
    }

    /// <summary>Published when an agent changes its curriculum stage.</summary>
    public sealed record StageChanged(StageTransition Transition) : IRecorded;

    /// <summary>Published when the places were moved as the test of generalisation, once in a run.</summary>
    /// <param name="Places">Their names, in the order of the positions.</param>
    /// <param name="Shuffle">Old and new positions.</param>
    public sealed record GeneralizationTested(ImmutableArray<string> Places, PlaceShuffle Shuffle) : IRecorded;

    /// <summary>Published when anything but an episode changes, and once a second.</summary>
    public sealed record StatusChanged(TrainingStatus Status);

    /// <summary>Published once, when all episodes are finished and the final checkpoint is with the publisher.</summary>
    public sealed record Completed(int Episode);
}
