using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Runs.Metrics;

/// <summary>One life that ended: a row of table <c>episodes</c>. A reward or weight that is not a number is stored as NULL and read back as NaN.</summary>
public sealed record EpisodeRow
{
    /// <summary>Number of the life in the run.</summary>
    public required int EpisodeId { get; init; }

    /// <summary>When the life ended; stored in UTC to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Steps lived.</summary>
    public required int SurvivalTime { get; init; }

    /// <summary>The reward learnt from, including novelty times its weight; NaN where an older version recorded the life.</summary>
    public required double TotalReward { get; init; }

    /// <summary>The reward learnt from, without novelty; NaN where an older version recorded the life.</summary>
    public required double ExtrinsicReward { get; init; }

    public required double IntrinsicReward { get; init; }

    /// <summary>Steps lived minus those of an idle agent at the same depletion multiplier; null where an older version recorded the life.</summary>
    public required int? StepsVsIdle { get; init; }

    public required double IntrinsicWeight { get; init; }

    /// <summary>1 to 5.</summary>
    public required int CurriculumStage { get; init; }

    public required double Epsilon { get; init; }

    /// <summary>Index of the agent that lived it, from 0.</summary>
    public required int Agent { get; init; }

    /// <summary>Stored as "death" or "step_cap".</summary>
    public required LifeEnd End { get; init; }

    /// <summary>The meter that ended the life; null at the step cap.</summary>
    public string? Cause { get; init; }

    /// <summary>Mean loss of the learner steps during the life; null when there were none.</summary>
    public double? Loss { get; init; }

    /// <summary>The order in which places were used. Written with the life; <see cref="MetricsDatabase.Episodes"/> leaves it out.</summary>
    public ImmutableArray<AffordanceVisitRow> AffordanceVisits { get; init; } = [];

    /// <summary>Where the agent spent its life. Written with the life; <see cref="MetricsDatabase.Episodes"/> leaves it out.</summary>
    public ImmutableArray<PositionRow> Positions { get; init; } = [];
}
