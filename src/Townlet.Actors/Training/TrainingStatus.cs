namespace Townlet.Actors.Training;

/// <summary>Status of training.</summary>
public sealed record TrainingStatus
{
    public required bool IsTraining { get; init; }

    public required bool Paused { get; init; }

    /// <summary>Number of episodes finished.</summary>
    public required int CurrentEpisode { get; init; }

    /// <summary>Number of episodes planned.</summary>
    public required int TotalEpisodes { get; init; }

    /// <summary>Steps lived by all agents together.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Agent-steps a second over the last interval; 0 while nothing is learnt.</summary>
    public required double StepsPerSecond { get; init; }

    /// <summary>Estimated from the pace of this session; null before the first episode.</summary>
    public required double? SecondsLeft { get; init; }

    public required double Epsilon { get; init; }

    public required int CurriculumStage { get; init; }

    public required double IntrinsicWeight { get; init; }

    /// <summary>Loss of the last learner step, or of the newest episode where another process trains; null before the first.</summary>
    public required double? Loss { get; init; }

    /// <summary>Number of transitions in replay; null where another process trains.</summary>
    public required int? ReplaySize { get; init; }

    public static TrainingStatus NotStarted(int totalEpisodes) => new()
    {
        IsTraining = false,
        Paused = false,
        CurrentEpisode = 0,
        TotalEpisodes = totalEpisodes,
        TotalSteps = 0,
        StepsPerSecond = 0,
        SecondsLeft = null,
        Epsilon = 1,
        CurriculumStage = 1,
        IntrinsicWeight = 0,
        Loss = null,
        ReplaySize = 0,
    };
}
