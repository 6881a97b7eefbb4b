using System.Collections.Immutable;

namespace Townlet.Learning;

/// <summary>What happened in one call of <see cref="TrainingLoop.Run"/>.</summary>
/// <param name="Episodes">Lives that ended, in the order of their numbers.</param>
/// <param name="Transitions">Changes of curriculum stage, in the order of the lives that decided them.</param>
/// <param name="Steps">Vector steps taken.</param>
public sealed record TrainingSlice(ImmutableArray<EpisodeSummary> Episodes, ImmutableArray<StageTransition> Transitions, int Steps)
{
    /// <summary>The places were shuffled at the end of this slice; null in all others.</summary>
    public PlaceShuffle? Shuffle { get; init; }
}
