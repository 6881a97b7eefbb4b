using System.Collections.Immutable;
using Townlet.Learning.Training;

namespace Townlet.Runs.Metrics;

/// <summary>One life that ended: a row of table <c>episodes</c>. A reward or weight that is not a number is stored as NULL and read back as NaN.</summary>
/// <param name="Outcome">How it went. The end is stored as "death" or "step_cap".</param>
/// <param name="Timestamp">When the life ended; stored in UTC to the millisecond.</param>
public sealed record EpisodeRow(EpisodeOutcome Outcome, DateTimeOffset Timestamp)
{
    /// <summary>The order in which places were used. Written with the life; <see cref="MetricsReader.Episodes"/> leaves it out.</summary>
    public ImmutableArray<AffordanceVisitRow> AffordanceVisits { get; init; } = [];

    /// <summary>Where the agent spent its life: rows of table <c>position_heatmap</c>, in which a novelty of NaN is NULL. Written with the life; <see cref="MetricsReader.Episodes"/> leaves it out.</summary>
    public ImmutableArray<CellVisits> Positions { get; init; } = [];
}
