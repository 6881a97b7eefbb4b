namespace Townlet.Learning;

/// <summary>How the learner stands between two slices.</summary>
public sealed record LearningStatus
{
    public required double Epsilon { get; init; }

    public required double IntrinsicWeight { get; init; }

    /// <summary>Curriculum stage of agent 0, 1 to 5.</summary>
    public required int Stage { get; init; }

    /// <summary>Depletion multiplier of that stage.</summary>
    public required float DepletionMultiplier { get; init; }

    /// <summary>Transitions in replay.</summary>
    public required int ReplaySize { get; init; }

    public required long LearnerSteps { get; init; }

    /// <summary>Of the last learner step; null before the first.</summary>
    public required double? Loss { get; init; }

    /// <summary>Size of its TD errors.</summary>
    public required double? TdError { get; init; }

    /// <summary>Its Q-values of the actions taken.</summary>
    public required double? MeanQ { get; init; }

    /// <summary>Newest error of the novelty predictor; null before it first learnt.</summary>
    public required double? RndError { get; init; }

    public required double LearningRate { get; init; }
}
