using System.Collections.Immutable;
using Townlet.Learning.Curriculum;

namespace Townlet.Learning.Training;

/// <summary>What happened in one call of <see cref="TrainingLoop.Run"/>.</summary>
/// <param name="Episodes">Lives that ended, by number.</param>
/// <param name="Transitions">Changes of curriculum stage, by the number of the life that decided them.</param>
/// <param name="Steps">Number of steps of the town, in each of which all agents take a step.</param>
public sealed record TrainingSlice(ImmutableArray<EpisodeReport> Episodes, ImmutableArray<StageTransition> Transitions, int Steps)
{
    /// <summary>Set if the places were moved at the end of this slice.</summary>
    public PlaceShuffle? Shuffle { get; init; }
}
