using System.Collections.Immutable;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;

namespace Townlet.Runs.Following;

/// <summary>What <see cref="FollowedRun"/> found at one look.</summary>
public sealed record RunNews
{
    /// <summary>New policies, oldest first.</summary>
    public required ImmutableArray<StoredPolicy> Policies { get; init; }

    /// <summary>New episodes, in order.</summary>
    public required ImmutableArray<EpisodeRow> Episodes { get; init; }

    /// <summary>New stage transitions, in order.</summary>
    public required ImmutableArray<StageTransitionRow> Transitions { get; init; }

    public required int EpisodesCompleted { get; init; }

    public required int EpisodesWanted { get; init; }

    /// <summary>True where a process trains in the run.</summary>
    public required bool IsTraining { get; init; }

    /// <summary>All wanted episodes are done, and no process is training.</summary>
    public required bool IsFinished { get; init; }
}
