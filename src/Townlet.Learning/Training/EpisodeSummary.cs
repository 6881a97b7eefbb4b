using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>One finished life of the training run.</summary>
public sealed record EpisodeSummary
{
    /// <summary>From 1, in the order in which lives end. Lives that end in the same step are ordered by agent.</summary>
    public required int Episode { get; init; }

    public required int Agent { get; init; }

    /// <summary>Steps lived.</summary>
    public required int Length { get; init; }

    /// <summary>The reward learnt from: <see cref="ExtrinsicReward"/> + <see cref="IntrinsicWeight"/> * <see cref="IntrinsicReward"/>. NaN where it is not known.</summary>
    public required double Reward { get; init; }

    /// <summary>The reward learnt from without novelty: the pack's kind of reward, with the shaping of the stage. NaN where it is not known.</summary>
    public required double ExtrinsicReward { get; init; }

    /// <summary>Sum of unweighted novelty.</summary>
    public required double IntrinsicReward { get; init; }

    /// <summary><see cref="Length"/> minus the survival of the idle agent at the same depletion multiplier; null where it is not known.</summary>
    public required int? StepsVsIdle { get; init; }

    /// <summary>Weight of novelty when the life ended.</summary>
    public required double IntrinsicWeight { get; init; }

    /// <summary>Probability of random actions when the life ended.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Curriculum stage of the life, 1 to 5.</summary>
    public required int Stage { get; init; }

    /// <summary>Mean over the learner steps during this life. Without such a step it is the last known loss, and null before the first learner step of the run.</summary>
    public required double? Loss { get; init; }

    /// <summary>Mean absolute TD error, averaged in the same way.</summary>
    public required double? TdError { get; init; }

    /// <summary>Mean Q-value of the actions learnt from, averaged in the same way.</summary>
    public required double? MeanQ { get; init; }

    /// <summary>Newest error of the novelty predictor; null before the predictor's first step.</summary>
    public required double? RndError { get; init; }

    /// <summary>Number of transitions in replay.</summary>
    public required int ReplaySize { get; init; }

    /// <summary>Mean normalised policy entropy over the life, in [0, 1].</summary>
    public required double Entropy { get; init; }

    /// <summary>Mean length of the agent's last lives at its stage (up to 10, including this one), as a share of the step cap.</summary>
    public required double SurvivalRate { get; init; }

    /// <summary>Mean length of the last 10 lives at the stage minus that of the 10 before, in steps; 0 while there are fewer than 20.</summary>
    public required double LearningProgress { get; init; }

    public required LifeEnd End { get; init; }

    /// <summary>The meter that ended it; null at the step cap.</summary>
    public required Meter? Cause { get; init; }

    /// <summary>The eight values at the end, in <see cref="Meter"/> order.</summary>
    public required ImmutableArray<float> FinalMeters { get; init; }

    /// <summary>How often each place was used with effect; where time passes, each tick counts.</summary>
    public required ImmutableArray<int> PlaceVisits { get; init; }

    /// <summary>Pairs of places used one after the other; only pairs that occurred.</summary>
    public required ImmutableArray<PlaceTransition> PlaceTransitions { get; init; }

    /// <summary>How long the agent was in each cell; only cells from which it acted.</summary>
    public required ImmutableArray<CellVisits> CellVisits { get; init; }

    /// <summary>Steps of all agents together in the run so far.</summary>
    public required long TotalSteps { get; init; }
}
