using Townlet.Runs.Metrics;
using Townlet.World;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>Rows and descriptions with plausible values.</summary>
internal static class Records
{
    public static EpisodeRow Episode(int number, int length = 87) => new()
    {
        EpisodeId = number,
        Timestamp = new DateTimeOffset(2025, 11, 2, 14, 3, 5, 123, TimeSpan.Zero),
        SurvivalTime = length,
        TotalReward = 1.5,
        ExtrinsicReward = 1,
        IntrinsicReward = 0.5,
        IntrinsicWeight = 1,
        StepsVsIdle = length - 164,
        CurriculumStage = 2,
        Epsilon = 0.9,
        Agent = 0,
        End = LifeEnd.Death,
    };

    public static StageTransitionRow Transition(int episode) => new()
    {
        EpisodeId = episode,
        Timestamp = new DateTimeOffset(2025, 11, 2, 14, 3, 5, 123, TimeSpan.Zero),
        Agent = 1,
        FromStage = 1,
        ToStage = 2,
        Reason = "survival 0.81 above 0.7",
        SurvivalRate = 0.81,
        LearningProgress = 3.5,
        Entropy = 0.4,
        StepsAtStage = 1200,
    };

    public static RunManifest Manifest(RunStatus status, int startedOnDay = 1) => new()
    {
        Seed = 7,
        EpisodesWanted = 300,
        EpisodesCompleted = 0,
        PackName = "L0_minimal",
        PackHash = "0123abcd",
        Versions = new RunVersions("0.1.0", "10.0.1", "0.107.0"),
        Options = new Dictionary<string, string>(),
        Status = status,
        StartedAt = new DateTimeOffset(2026, 1, startedOnDay, 12, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 1, startedOnDay, 13, 0, 0, TimeSpan.Zero),
    };
}
