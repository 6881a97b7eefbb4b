using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>How a life of the training run went: what every reader is told, and what the run's records keep.</summary>
public sealed record EpisodeOutcome
{
    /// <summary>From 1, in the order in which lives end. Lives that end in the same step are ordered by agent.</summary>
    public required int Episode { get; init; }

    /// <summary>Index of the agent that lived it, from 0.</summary>
    public required int Agent { get; init; }

    /// <summary>Steps lived.</summary>
    public required int Length { get; init; }

    /// <summary>The reward learnt from: <see cref="ExtrinsicReward"/> + <see cref="IntrinsicWeight"/> * <see cref="IntrinsicReward"/>. NaN where an older version recorded the life.</summary>
    public required double Reward { get; init; }

    /// <summary>The reward learnt from without novelty: the pack's kind of reward, with the shaping of the stage. NaN where an older version recorded the life.</summary>
    public required double ExtrinsicReward { get; init; }

    /// <summary>Sum of unweighted novelty.</summary>
    public required double IntrinsicReward { get; init; }

    /// <summary><see cref="Length"/> minus the survival of the idle agent at the same depletion multiplier; null where an older version recorded the life.</summary>
    public required int? StepsVsIdle { get; init; }

    /// <summary>Weight of novelty when the life ended.</summary>
    public required double IntrinsicWeight { get; init; }

    /// <summary>Probability of random actions when the life ended.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Curriculum stage of the life, 1 to 5.</summary>
    public required int Stage { get; init; }

    /// <summary>Mean over the learner steps during this life. Without such a step it is the last known loss, and null before the first learner step of the run.</summary>
    public required double? Loss { get; init; }

    public required LifeEnd End { get; init; }

    /// <summary>The meter that ended it; null at the step cap.</summary>
    public required Meter? Cause { get; init; }
}
