using System.Collections.Immutable;
using Townlet.Actors.Supervision;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;

namespace Townlet.Actors.Training;

/// <summary>What <see cref="TrainerActor"/> understands and what it publishes.</summary>
public static class Trainer
{
    /// <summary>A message that the supervisor passes on to the present trainer.</summary>
    public interface ICommand : Supervisor.IRouted
    {
        Component Supervisor.IRouted.Addressee => Component.Trainer;
    }

    /// <summary>An event that is published and recorded.</summary>
    public interface IRecorded;

    /// <summary>Pause between two slices.</summary>
    public sealed record Pause : ICommand;

    public sealed record Resume : ICommand;

    /// <summary>Pause if training runs, resume if it is paused.</summary>
    public sealed record TogglePause : ICommand;

    /// <summary>Write a checkpoint.</summary>
    public sealed record TakeCheckpoint : ICommand;

    /// <summary>Finish the present episode, send a final checkpoint to the publisher and answer <see cref="Stopped"/>.</summary>
    public sealed record Stop : ICommand;

    /// <summary>Answer to <see cref="Stop"/>: training has stopped, and the publisher has the final checkpoint.</summary>
    /// <param name="Episode">Number of episodes finished.</param>
    public sealed record Stopped(int Episode) : Supervisor.IStopped
    {
        public Component Component => Component.Trainer;
    }

    /// <summary>This state must be stored.</summary>
    public sealed record CheckpointTaken(Checkpoint Checkpoint) : Keeper.IKept
    {
        Component Supervisor.IRouted.Addressee => Component.CheckpointPublisher;
    }

    /// <summary>Published when the loop is built and about to run.</summary>
    /// <param name="ResumedFrom">Episode of the checkpoint from which it resumes; null for a new run.</param>
    public sealed record Started(int? ResumedFrom) : IRecorded;

    /// <summary>Published for every finished episode, in order.</summary>
    public sealed record EpisodeCompleted(EpisodeOutcome Outcome) : IRecorded
    {
        /// <summary>Null where another process trains.</summary>
        public EpisodeDetail? Detail { get; init; }

        /// <summary>Copies of the learner's network after the episode; empty for most episodes, since copies are made only from time to time.</summary>
        public ImmutableArray<LayerWeights> Layers { get; init; } = [];
    }

    /// <summary>Published when an agent changes its curriculum stage.</summary>
    public sealed record StageChanged(StageTransition Transition) : IRecorded;

    /// <summary>Published when the places moved for the generalisation test, once in a run.</summary>
    /// <param name="Places">Names of the places, in the order of the positions.</param>
    /// <param name="Shuffle">Old and new positions.</param>
    public sealed record GeneralizationTested(ImmutableArray<string> Places, PlaceShuffle Shuffle) : IRecorded;

    /// <summary>Published when the status changes, and once a second.</summary>
    public sealed record StatusChanged(TrainingStatus Status);

    /// <summary>Published once, when all episodes are finished and the publisher has the final checkpoint.</summary>
    public sealed record Completed(int Episode);
}
