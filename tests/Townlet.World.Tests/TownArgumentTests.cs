using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests;

public sealed class TownArgumentTests
{
    [Fact]
    public void Town_has_at_least_one_agent() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Town(TownDefinitions.L1, agents: 0, seed: 1));

    [Fact]
    public void Place_beyond_the_grid_is_refused_by_position()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Town(TownDefinitions.L1 with { GridSize = 7 }, agents: 1, seed: 1));

        Assert.Contains("(7, 6)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Meters_out_of_order_are_refused()
    {
        var swapped = TownDefinitions.L1 with { Meters = [.. TownDefinitions.L1.Meters.Reverse()] };

        Assert.Throws<ArgumentException>(() => new Town(swapped, agents: 1, seed: 1));
    }

    [Fact]
    public void Wrong_number_of_actions_is_refused_and_nothing_happens()
    {
        var town = TownDefinitions.L1.StartedAt(4, 4);

        Assert.Throws<ArgumentException>(() => town.Step([Up, Up]));

        Assert.Equal(0, town.StepsLived[0]);
    }

    [Fact]
    public void Unknown_action_is_refused_and_nothing_happens()
    {
        var town = new Town(TownDefinitions.L1, agents: 2, seed: 1);

        Assert.Throws<ArgumentException>(() => town.Step([Up, (TownAction)6]));

        Assert.Equal(0, town.StepsLived[0]);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Multiplier_that_is_negative_or_not_finite_is_refused(float multiplier) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TownDefinitions.L1.StartedAt(4, 4).SetDepletionMultiplier(0, multiplier));

    [Fact]
    public void Start_beyond_the_grid_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TownDefinitions.L1.StartedAt(4, 4).Restart(0, new GridPosition(8, 0)));
}
