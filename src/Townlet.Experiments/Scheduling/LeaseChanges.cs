using System.Collections.Immutable;

namespace Townlet.Experiments.Scheduling;

/// <summary>What a worker does after an answer.</summary>
/// <param name="Start">Trials to start.</param>
/// <param name="Stop">Trials to stop: they belong to it no longer.</param>
/// <param name="Repeat">Reports that the coordinator has not heard, to be sent again.</param>
internal sealed record LeaseChanges(ImmutableArray<TrialGrant> Start, ImmutableArray<TrialGrant> Stop, ImmutableArray<TrialReport> Repeat)
{
    public static LeaseChanges None { get; } = new([], [], []);
}
