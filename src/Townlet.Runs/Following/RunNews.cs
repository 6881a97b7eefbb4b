using System.Collections.Immutable;

namespace Townlet.Runs;

/// <summary>What <see cref="FollowedRun"/> found at one look.</summary>
public sealed record RunNews
{
    /// <summary>Policies that were not there at the last look, oldest first.</summary>
    public required ImmutableArray<StoredPolicy> Policies { get; init; }

    /// <summary>Episodes that were not there at the last look, in order.</summary>
    public required ImmutableArray<EpisodeRow> Episodes { get; init; }

    /// <summary>Stage transitions that were not there at the last look, in order.</summary>
    public required ImmutableArray<StageTransitionRow> Transitions { get; init; }

    public required int EpisodesCompleted { get; init; }

    public required int EpisodesWanted { get; init; }

    /// <summary>Some process holds the run.</summary>
    public required bool IsTraining { get; init; }

    /// <summary>All wanted episodes are done, and no process is training.</summary>
    public required bool IsFinished { get; init; }
}
