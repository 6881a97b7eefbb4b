namespace Townlet.Learning.Training;

/// <summary>The state of the learner between two slices.</summary>
public sealed record LearningStatus
{
    public required double Epsilon { get; init; }

    public required double IntrinsicWeight { get; init; }

    /// <summary>Curriculum stage of agent 0, 1 to 5.</summary>
    public required int Stage { get; init; }

    /// <summary>Depletion multiplier of that stage.</summary>
    public required float DepletionMultiplier { get; init; }

    /// <summary>Number of transitions in replay.</summary>
    public required int ReplaySize { get; init; }

    public required long LearnerSteps { get; init; }

    /// <summary>Loss of the last learner step; null before the first.</summary>
    public required double? Loss { get; init; }

    /// <summary>Mean absolute TD error of that step.</summary>
    public required double? TdError { get; init; }

    /// <summary>Mean Q-value of the actions in that step.</summary>
    public required double? MeanQ { get; init; }

    /// <summary>Newest error of the novelty predictor; null before the predictor's first step.</summary>
    public required double? RndError { get; init; }

    public required double LearningRate { get; init; }

    internal static LearningStatus Of(TrainingState state) => new()
    {
        Epsilon = state.Exploration.Epsilon,
        IntrinsicWeight = state.Annealing.IntrinsicWeight,
        Stage = state.Curriculum.StageOf(0).Number,
        DepletionMultiplier = state.Curriculum.StageOf(0).DepletionMultiplier,
        ReplaySize = state.Replay.Count,
        LearnerSteps = state.Learner.Steps,
        Loss = state.Progress.Figures?.Loss,
        TdError = state.Progress.Figures?.TdError,
        MeanQ = state.Progress.Figures?.MeanQ,
        RndError = state.Distillation.Error,
        LearningRate = state.LearningRate,
    };
}
