using System.Collections.Immutable;

namespace Townlet.Actors.Training;

/// <summary>What one slice of training has to tell.</summary>
/// <param name="Events">In the order in which they are published.</param>
/// <param name="LivesEnded">Number of lives that ended in it.</param>
/// <param name="CheckpointIsDue">As many lives have passed as the pack sets between checkpoints; never after the last life, when the final checkpoint is taken.</param>
internal sealed record SessionSlice(ImmutableArray<Trainer.IRecorded> Events, int LivesEnded, bool CheckpointIsDue);
