using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Actors.Training;
using Townlet.Configuration;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>A run, a life in its town and a frame of it, with plausible values.</summary>
internal static class Watched
{
    public static WatchedPolicy Trained { get; } = new(
        "policy_ep00500", Episode: 500, Epsilon: 0.25, Stage: 4, DepletionMultiplier: 0.5f, IntrinsicWeight: 0.75, TakenAt: new ManualTime().GetUtcNow());

    public static WatchedPolicy Untrained { get; } = Trained with { Name = "untrained", Episode = 0, TakenAt = null };

    public static WatchedLife Life { get; } = new(
        Episode: 3, Trained, LifeConditions.Then, Stage: 3, DepletionMultiplier: 0.5f, Epsilon: 0.125, IdleSurvival: 164);

    public static TownletOptions Run(RunFolder folder, Pack? pack = null, bool allowsFaults = false) => new()
    {
        Pack = pack ?? Packs.Short,
        Folder = folder,
        Episodes = 700,
        Seed = 1,
        ServerAddress = new Uri("http://127.0.0.1:8766"),
        Frontend = null,
        OpenBrowser = false,
        Stay = false,
        AllowsFaults = allowsFaults,
        Version = "1.2.3",
    };

    public static TownFrame Frame() => new()
    {
        Step = 12,
        Position = new GridPosition(2, 1),
        Meters = [0.125f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.875f],
        Reward = new StepReward(RewardTerm.Step, 0.01f, -0.65f),
        CumulativeReward = 0.11f,
        Threat = new Threat(Meter.Energy, 40),
        Action = TownAction.Right,
        ByChance = true,
        NextAction = TownAction.Up,
        QValues = [5, 4, 3, 2, 1, 0],
        ActionMask = [true, true, true, true, false, true],
        Interaction = 0,
        Alive = true,
        Hour = 0,
        ActivityProgress = 0,
        Places = [new GridPosition(1, 1)],
        PlacesOpen = [true],
        PlaceVisits = [4],
        Changes =
        [
            new MeterChange(Meter.Energy, -0.005f, ChangeCause.Action, "MOVE"),
            new MeterChange(Meter.Money, 0.1f, ChangeCause.Place, "Bed"),
            new MeterChange(Meter.Mood, -0.0001234f, ChangeCause.Depletion, ""),
        ],
        Cues = [],
    };

    /// <summary>A frame of <see cref="Packs.Temporal"/>, whose later places were used more often.</summary>
    public static TownFrame TemporalFrame()
    {
        var town = Packs.Temporal.Town;
        return Frame() with
        {
            Places = [.. town.Places.Select(place => place.Position)],
            PlacesOpen = [.. Enumerable.Repeat(true, town.Places.Length)],
            PlaceVisits = [.. Enumerable.Range(0, town.Places.Length)],
            Hour = 17,
            ActivityProgress = 0.5,
        };
    }

    public static TrainingStatus Status(bool paused) => TrainingStatus.NotStarted(700) with { IsTraining = true, Paused = paused, CurrentEpisode = 510 };
}
