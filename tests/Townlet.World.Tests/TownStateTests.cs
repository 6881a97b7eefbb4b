using Townlet.World.Tests.Definition;
using Townlet.World.Tests.Reference;

namespace Townlet.World.Tests;

public sealed class TownStateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void Restored_town_continues_exactly_like_the_captured_one(int agents)
    {
        var random = new RandomTowns(3);
        var original = Lived(agents, random);

        var restored = new Town(TownDefinitions.L3, agents, seed: 999);
        restored.Restore(original.Capture());

        AssertSame(original, restored);
        var actions = new TownAction[agents];
        for (var step = 0; step < 1000; step++)
        {
            Draw(actions, random);
            original.Step(actions);
            restored.Step(actions);
            AssertSame(original, restored);
            Assert.Equal(original.Rewards.ToArray(), restored.Rewards.ToArray());
            Assert.Equal(original.Restarted.ToArray(), restored.Restarted.ToArray());
        }
    }

    [Fact]
    public void Captured_state_is_a_copy()
    {
        var random = new RandomTowns(3);
        var town = Lived(2, random);
        var state = town.Capture();
        var meters = state.Meters.ToArray();
        var cells = state.Cells.ToArray();

        var actions = new TownAction[2];
        for (var step = 0; step < 50; step++)
        {
            Draw(actions, random);
            town.Step(actions);
        }

        Assert.Equal(meters, state.Meters);
        Assert.Equal(cells, state.Cells);
    }

    [Fact]
    public void Meters_are_stored_meter_by_meter()
    {
        var town = Lived(3, new RandomTowns(4));

        var state = town.Capture();

        Assert.Equal(24, state.Meters.Length);
        Assert.Equal(town.MeterOf(2, Meter.Hygiene), state.Meters[(1 * 3) + 2]);
    }

    [Fact]
    public void State_of_another_town_is_refused_and_nothing_changes()
    {
        var town = Lived(2, new RandomTowns(4));
        var before = town.Observations.ToArray();
        var state = new Town(TownDefinitions.L3, 2, seed: 5).Capture();

        Assert.Throws<ArgumentException>(() => town.Restore(new Town(TownDefinitions.L3, 3, seed: 1).Capture()));
        Assert.Throws<ArgumentException>(() => town.Restore(new Town(TownDefinitions.L0, 2, seed: 1).Capture()));
        Assert.Throws<ArgumentException>(() => town.Restore(state with { Cells = [0, 64] }));
        Assert.Throws<ArgumentException>(() => town.Restore(state with { Hours = [0, 24] }));
        Assert.Throws<ArgumentException>(() => town.Restore(state with { PlaceCells = new int[14] }));
        Assert.Throws<ArgumentException>(() => town.Restore(state with { ActivityPlaces = [3, -1] }));
        Assert.Throws<ArgumentException>(() => town.Restore(state with { ActivityTicks = [-1, 0] }));
        Assert.Throws<ArgumentException>(() => town.Restore(state with { RandomStates = new ulong[4] }));
        Assert.Equal(before, town.Observations.ToArray());
    }

    private static Town Lived(int agents, RandomTowns random)
    {
        var town = new Town(TownDefinitions.L3, agents, seed: 6);
        town.MovePlaces(random.Positions(8, 14));
        var actions = new TownAction[agents];
        for (var step = 0; step < 333; step++)
        {
            town.SetDepletionMultiplier(step % agents, random.Amount(1f));
            Draw(actions, random);
            town.Step(actions);
        }

        return town;
    }

    private static void Draw(TownAction[] actions, RandomTowns random)
    {
        for (var agent = 0; agent < actions.Length; agent++)
        {
            actions[agent] = random.Action();
        }
    }

    private static void AssertSame(Town expected, Town actual)
    {
        Assert.Equal(expected.Observations.ToArray(), actual.Observations.ToArray());
        Assert.Equal(expected.ActionMasks.ToArray(), actual.ActionMasks.ToArray());
        Assert.Equal(expected.Ends.ToArray(), actual.Ends.ToArray());
        Assert.Equal(expected.StepsLived.ToArray(), actual.StepsLived.ToArray());
        Assert.Equal(expected.PlacePositions.ToArray(), actual.PlacePositions.ToArray());
        for (var agent = 0; agent < expected.AgentCount; agent++)
        {
            Assert.Equal(expected.DepletionMultiplier(agent), actual.DepletionMultiplier(agent));
        }
    }
}
