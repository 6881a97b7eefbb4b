using Townlet.Actors.Playback;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Policies;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Tests.Playback;

public class WatchedTownTests
{
    public static TheoryData<string> Worlds { get; } = ["small", "temporal"];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Every_frame_agrees_with_itself_and_with_the_one_before(string world)
    {
        var pack = world == "small" ? Packs.Short : Packs.Temporal;
        using var town = Watch(pack);
        var lives = 0;
        var frame = town.Begin(LifeConditions.Then);
        Assert.Equal((0, null, -1), (frame.Step, frame.Action, frame.Interaction));
        Assert.Empty(frame.Changes);
        for (var step = 0; step < 400; step++)
        {
            if (town.LifeEnded)
            {
                lives++;
                frame = town.Begin(LifeConditions.Then);
                Assert.Equal(lives + 1, town.Life.Episode);
            }

            var before = frame;
            frame = town.Step();

            Assert.Equal(before.Step + 1, frame.Step);
            Assert.Equal(before.CumulativeReward + frame.Reward!.Value.Total, frame.CumulativeReward, 6);
            Assert.True(before.ActionMask[(int)frame.Action!.Value], "An action was taken that its frame masks.");
            Assert.Equal(Moved(before.Position, frame.Action.Value), frame.Position);
            if (!frame.ByChance)
            {
                Assert.Equal(before.NextAction, frame.Action);
            }

            AssertExplained(before, frame);
            AssertSane(frame, pack);
        }

        Assert.True(lives > 0);
    }

    [Fact]
    public void Share_of_actions_by_chance_is_the_policys_epsilon()
    {
        using var town = Watch(Packs.Endless, epsilon: 0.25);
        town.Begin(LifeConditions.Then);

        var byChance = Enumerable.Range(0, 4000).Count(_ => town.Step().ByChance);

        Assert.InRange(byChance, 900, 1100);
    }

    [Fact]
    public void Life_of_today_is_lived_greedily_at_full_difficulty_whatever_the_policy()
    {
        using var town = Watch(Packs.Endless, epsilon: 1);
        town.Begin(LifeConditions.Today);

        Assert.Equal((LifeConditions.Today, 5, 1f, 0.0), (town.Life.Conditions, town.Life.Stage, town.Life.DepletionMultiplier, town.Life.Epsilon));
        Assert.DoesNotContain(Enumerable.Range(0, 200), _ => town.Step().ByChance);
        town.Adopt(Policy.Untrained(Packs.Endless, 99), Described(epsilon: 0.75));
        Assert.Equal(0, town.Life.Epsilon);

        town.Begin(LifeConditions.Then);

        Assert.Equal((LifeConditions.Then, 1, 0.2f, 0.75), (town.Life.Conditions, town.Life.Stage, town.Life.DepletionMultiplier, town.Life.Epsilon));
    }

    [Theory]
    [InlineData(LifeConditions.Today)]
    [InlineData(LifeConditions.Then)]
    public void Reward_is_the_one_that_the_learner_would_get(LifeConditions conditions)
    {
        var pack = Packs.Short with { Population = Packs.Short.Population with { Reward = RewardKind.Survival } };
        using var town = Watch(pack);
        var frame = town.Begin(conditions);
        Assert.Null(frame.Reward);
        var stage = CurriculumStage.All[town.Life.Stage - 1];
        var expected = 0.0;
        while (!town.LifeEnded)
        {
            var before = stage.Potential(frame.Meters.AsSpan());
            frame = town.Step();
            var died = town.End == LifeEnd.Death;
            var shaping = stage.Shaped ? ((died ? 0 : pack.Population.Gamma * stage.Potential(frame.Meters.AsSpan())) - before) : 0;
            Assert.Equal((died ? RewardTerm.Death : RewardTerm.Step, died ? -1f : 0.01f), (frame.Reward!.Value.Term, frame.Reward.Value.Amount));
            Assert.Equal(shaping, frame.Reward.Value.Shaping, 1e-6);
            expected += (died ? -1 : 0.01) + shaping;
        }

        Assert.Equal(expected, town.TotalReward, 1e-5);
        Assert.Equal(conditions == LifeConditions.Then, frame.Reward!.Value.Shaping != 0);
    }

    [Fact]
    public void Policy_that_is_adopted_changes_the_mind_and_not_the_life()
    {
        using var town = Watch(Packs.Endless, epsilon: 0);
        town.Begin(LifeConditions.Then);
        var before = town.Step();

        town.Adopt(Policy.Untrained(Packs.Endless, 99), Described(0) with { Name = "policy_ep00100", Episode = 100, Stage = 4, DepletionMultiplier = 1 });

        Assert.Equal(("policy_ep00100", 1), (town.Life.Policy.Name, town.Life.Episode));
        Assert.Equal(before.Step + 1, town.Step().Step);
        Assert.NotEqual(1, town.Life.DepletionMultiplier);
        town.Begin(LifeConditions.Then);
        Assert.Equal((2, 1f), (town.Life.Episode, town.Life.DepletionMultiplier));
    }

    [Fact]
    public void Visits_of_places_are_counted_anew_in_each_life()
    {
        using var town = Watch(Packs.Endless);
        town.Begin(LifeConditions.Then);
        TownFrame frame;
        var used = 0;
        do
        {
            frame = town.Step();
            used += frame.Interaction >= 0 ? 1 : 0;
        }
        while (used < 3);

        Assert.Equal(3, frame.PlaceVisits.Sum());
        Assert.Equal(0, town.Begin(LifeConditions.Then).PlaceVisits.Sum());
    }

    [Fact]
    public void Every_life_after_the_first_is_in_a_new_town_where_places_move_in_training()
    {
        using var still = Watch(Packs.Endless);
        Assert.Equal(still.Begin(LifeConditions.Then).Places, still.Begin(LifeConditions.Then).Places);

        var pack = Packs.Endless with { Training = Packs.Endless.Training with { ShufflePlacesEvery = 8 } };
        using var town = Watch(pack);
        var first = town.Begin(LifeConditions.Then);
        Assert.Equal(pack.Town.Places.Select(place => place.Position), first.Places);
        Assert.Equal(first.Places, town.Step().Places);
        var second = town.Begin(LifeConditions.Then);
        Assert.NotEqual(first.Places, second.Places);
        Assert.NotEqual(second.Places, town.Begin(LifeConditions.Then).Places);
    }

    private static WatchedTown Watch(Pack pack, double epsilon = 0.5) =>
        new(pack, Policy.Untrained(pack, 3), Described(epsilon), seed: 3);

    private static WatchedPolicy Described(double epsilon) =>
        new("untrained", Episode: 0, epsilon, Stage: 1, DepletionMultiplier: 0.2f, IntrinsicWeight: 1, TakenAt: null);

    private static GridPosition Moved(GridPosition from, TownAction action) => action switch
    {
        TownAction.Up => new GridPosition(from.X, from.Y - 1),
        TownAction.Down => new GridPosition(from.X, from.Y + 1),
        TownAction.Left => new GridPosition(from.X - 1, from.Y),
        TownAction.Right => new GridPosition(from.X + 1, from.Y),
        _ => from,
    };

    private static void AssertExplained(TownFrame before, TownFrame frame)
    {
        foreach (var meter in Enum.GetValues<Meter>())
        {
            var explained = frame.Changes.Where(change => change.Meter == meter).Sum(change => (double)change.Amount);
            Assert.Equal((double)frame.Meters[(int)meter] - before.Meters[(int)meter], explained, 1e-6);
        }
    }

    private static void AssertSane(TownFrame frame, Pack pack)
    {
        var size = pack.Town.GridSize;
        Assert.InRange(frame.Position.X, 0, size - 1);
        Assert.InRange(frame.Position.Y, 0, size - 1);
        Assert.Equal(8, frame.Meters.Length);
        Assert.All(frame.Meters, meter => Assert.InRange(meter, 0f, 1f));
        Assert.Equal(6, frame.QValues.Length);
        Assert.All(frame.QValues, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(6, frame.ActionMask.Length);
        Assert.InRange(frame.Hour, 0, 23);
        Assert.InRange(frame.ActivityProgress, 0, 1);
        Assert.Equal(pack.Town.Places.Length, frame.Places.Length);
        Assert.Equal(pack.Town.Places.Length, frame.PlacesOpen.Length);
        if (!frame.Alive)
        {
            Assert.Null(frame.NextAction);
            return;
        }

        Assert.Equal(frame.Position.Y > 0, frame.ActionMask[(int)TownAction.Up]);
        Assert.Equal(frame.Position.Y < size - 1, frame.ActionMask[(int)TownAction.Down]);
        Assert.Equal(frame.Position.X > 0, frame.ActionMask[(int)TownAction.Left]);
        Assert.Equal(frame.Position.X < size - 1, frame.ActionMask[(int)TownAction.Right]);
        var place = frame.Places.IndexOf(frame.Position);
        Assert.Equal(place >= 0 && frame.PlacesOpen[place], frame.ActionMask[(int)TownAction.Interact]);
        var best = Enumerable.Range(0, 6).Where(action => frame.ActionMask[action]).MaxBy(action => frame.QValues[action]);
        Assert.Equal((TownAction)best, frame.NextAction);
    }
}
