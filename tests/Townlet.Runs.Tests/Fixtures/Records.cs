using Townlet.World;

namespace Townlet.Runs.Tests;

/// <summary>Rows and descriptions with plausible values.</summary>
internal static class Records
{
    public static EpisodeRow Episode(int number, int length = 100) => new()
    {
        EpisodeId = number,
        Timestamp = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        SurvivalTime = length,
        TotalReward = 1,
        ExtrinsicReward = 1,
        IntrinsicReward = 0,
        IntrinsicWeight = 0,
        CurriculumStage = 2,
        Epsilon = 0.5,
        Agent = 0,
        End = LifeEnd.Death,
        Cause = "energy",
    };

    public static StageTransitionRow Transition(int episode) => new()
    {
        EpisodeId = episode,
        Timestamp = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        Agent = 0,
        FromStage = 1,
        ToStage = 2,
        Reason = "it lives long",
        SurvivalRate = 0.5,
        LearningProgress = 1,
        Entropy = 0.5,
        StepsAtStage = 900,
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
