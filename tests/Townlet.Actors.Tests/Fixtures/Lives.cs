using Townlet.Actors.Training;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>Training events with plausible values.</summary>
internal static class Lives
{
    public static EpisodeOutcome Episode(int number) => new()
    {
        Episode = number,
        Agent = 0,
        Length = 40 + number,
        Reward = -2.5 + number,
        ExtrinsicReward = -3 + number,
        IntrinsicReward = 1,
        StepsVsIdle = -100 + number,
        IntrinsicWeight = 0.5,
        Epsilon = 0.875,
        Stage = 2,
        Loss = 0.125,
        End = LifeEnd.Death,
        Cause = Meter.Energy,
    };

    public static EpisodeDetail Detail { get; } = new()
    {
        TdError = 0.3,
        MeanQ = 1.5,
        RndError = 0.01,
        ReplaySize = 640,
        Entropy = 0.6,
        SurvivalRate = 0.4,
        LearningProgress = 3,
        FinalMeters = [0, 1, 1, 1, 1, 1, 1, 1],
        PlaceVisits = [3],
        PlaceTransitions = [],
        CellVisits = [],
        TotalSteps = 5000,
    };

    public static Trainer.GeneralizationTested Test(int episode) => new(
        ["Bed", "Job"],
        new PlaceShuffle(episode, IsTest: true, [new GridPosition(1, 1), new GridPosition(6, 6)], [new GridPosition(3, 4), new GridPosition(0, 2)]));

    public static StageTransition Transition(int episode) => new()
    {
        Agent = 0,
        Episode = episode,
        From = 1,
        To = 2,
        Reason = "survival 80 % above 70 %",
        Survival = 0.8,
        Progress = 2,
        Entropy = 0.25,
        Steps = 1200,
    };
}
