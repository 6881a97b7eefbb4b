using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;
using Townlet.Runs.Metrics;
using Townlet.World;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>Rows and descriptions with plausible values.</summary>
internal static class Records
{
    private static readonly DateTimeOffset _time = new(2025, 11, 2, 14, 3, 5, 123, TimeSpan.Zero);

    public static EpisodeRow Episode(int number, int length = 87) => Row(Outcome(number, length));

    public static EpisodeRow Row(EpisodeOutcome outcome) => new(outcome, _time);

    public static EpisodeOutcome Outcome(int number, int length = 87) => new()
    {
        Episode = number,
        Length = length,
        Reward = 1.5,
        ExtrinsicReward = 1,
        IntrinsicReward = 0.5,
        IntrinsicWeight = 1,
        StepsVsIdle = length - 164,
        Stage = 2,
        Epsilon = 0.9,
        Agent = 0,
        End = LifeEnd.Death,
        Cause = null,
        Loss = null,
    };

    public static StageTransitionRow Transition(int episode) => new(
        new StageTransition
        {
            Episode = episode,
            Agent = 1,
            From = 1,
            To = 2,
            Reason = "survival 0.81 above 0.7",
            Survival = 0.81,
            Progress = 3.5,
            Entropy = 0.4,
            Steps = 1200,
        },
        _time);

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
