using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class MovementTests
{
    [Theory]
    [InlineData(Up, 3, 2)]
    [InlineData(Down, 3, 4)]
    [InlineData(Left, 2, 3)]
    [InlineData(Right, 4, 3)]
    [InlineData(Interact, 3, 3)]
    [InlineData(Wait, 3, 3)]
    public void Action_moves_one_cell_or_stays(TownAction action, int x, int y)
    {
        var town = TownDefinitions.L1.StartedAt(3, 3);

        town.Play(action);

        Assert.Equal(new GridPosition(x, y), town.PositionOf(0));
    }

    [Theory]
    [InlineData(Up, 0, 0)]
    [InlineData(Left, 0, 0)]
    [InlineData(Down, 7, 7)]
    [InlineData(Right, 7, 7)]
    public void Wall_bump_stays_and_costs_the_move(TownAction bump, int x, int y)
    {
        var bumped = TownDefinitions.L1.StartedAt(x, y);
        var moved = TownDefinitions.L1.StartedAt(3, 3);

        bumped.Play(bump);
        moved.Play(bump);

        Assert.Equal(new GridPosition(x, y), bumped.PositionOf(0));
        Assert.Equal(moved.Meters(), bumped.Meters());
    }

    [Fact]
    public void Move_costs_energy_hygiene_and_satiation()
    {
        var town = FreeWorld(TownDefinitions.L1).StartedAt(3, 3);

        town.Play(Left);

        Assert.Equal([0.995f, 0.997f, 0.996f, 0.5f, 1f, 1f, 1f, 1f], town.Meters());
    }

    [Fact]
    public void Wait_costs_only_its_energy_and_interact_none()
    {
        var town = FreeWorld(TownDefinitions.L0).StartedAt(3, 3);

        town.Play(Interact);
        Assert.Equal([1f, 1f, 1f, 0.5f, 1f, 1f, 1f, 1f], town.Meters());

        town.Play(Wait);
        Assert.Equal([0.997f, 1f, 1f, 0.5f, 1f, 1f, 1f, 1f], town.Meters());
    }

    private static TownDefinition FreeWorld(TownDefinition definition) => definition.Still() with { ActionCosts = definition.ActionCosts };
}
