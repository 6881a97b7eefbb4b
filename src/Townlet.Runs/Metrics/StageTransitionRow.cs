namespace Townlet.Runs.Metrics;

/// <summary>A change of an agent to another curriculum stage: a row of table <c>curriculum_transitions</c>.</summary>
public sealed record StageTransitionRow
{
    /// <summary>The life after which the stage changed.</summary>
    public required int EpisodeId { get; init; }

    /// <summary>Stored in UTC to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>From 0.</summary>
    public required int Agent { get; init; }

    /// <summary>1 to 5.</summary>
    public required int FromStage { get; init; }

    /// <summary>1 to 5.</summary>
    public required int ToStage { get; init; }

    public required string Reason { get; init; }

    /// <summary>Mean survival of the last lives at the stage as a share of the step cap, 0 to 1.</summary>
    public required double SurvivalRate { get; init; }

    /// <summary>Change of that mean, in steps.</summary>
    public required double LearningProgress { get; init; }

    /// <summary>Normalised policy entropy, 0 to 1.</summary>
    public required double Entropy { get; init; }

    /// <summary>Steps lived at the old stage.</summary>
    public required long StepsAtStage { get; init; }
}
