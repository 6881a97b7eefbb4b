using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests;

public sealed class MovePlacesTests
{
    [Fact]
    public void Moved_place_works_only_where_it_stands_after_the_move()
    {
        var town = TownDefinitions.L0.StartedAt(1, 1);

        town.MovePlaces([new GridPosition(2, 1)]);
        Assert.Equal([new GridPosition(2, 1)], town.PlacePositions.ToArray());
        Assert.False(town.Mask()[(int)Interact]);
        town.Play(Interact);
        Assert.Equal(-1, town.InteractionOf(0));

        town.Play(Right);
        Assert.True(town.Mask()[(int)Interact]);
        town.Play(Interact);
        Assert.Equal(0, town.InteractionOf(0));
    }

    [Fact]
    public void Observation_after_a_move_equals_that_of_a_town_built_that_way()
    {
        var swapped = TownDefinitions.L3.Places.Select(place => place.Position).Reverse().ToArray();
        var built = TownDefinitions.L3 with { Places = [.. TownDefinitions.L3.Places.Select((place, i) => place with { Position = swapped[i] })] };
        var town = TownDefinitions.L3.StartedAt(1, 1);

        town.MovePlaces([.. swapped]);

        Assert.Equal(built.StartedAt(1, 1).Observation(), town.Observation());
    }

    [Fact]
    public void Activity_ends_when_its_place_moves_away()
    {
        var town = TownDefinitions.L3.StartedAt(1, 1);
        town.Play(Interact, Interact);

        town.MovePlaces([.. town.PlacePositions.Reverse()]);

        Assert.Equal(0, town.ActivityTicks(0));
        Assert.Equal(0f, town.Observation()[^1]);
    }

    [Fact]
    public void Activity_continues_when_only_other_places_move()
    {
        var town = TownDefinitions.L3.StartedAt(1, 1);
        town.Play(Interact, Interact);
        var positions = town.PlacePositions;

        town.MovePlaces(positions.SetItem(13, new GridPosition(4, 4)));

        Assert.Equal(2, town.ActivityTicks(0));
    }

    [Fact]
    public void Positions_off_the_grid_taken_twice_or_missing_are_refused_and_nothing_moves()
    {
        var town = TownDefinitions.L1.StartedAt(1, 1);
        var positions = town.PlacePositions;

        Assert.Throws<ArgumentException>(() => town.MovePlaces(positions.SetItem(0, new GridPosition(0, 8))));
        Assert.Throws<ArgumentException>(() => town.MovePlaces(positions.SetItem(0, positions[1])));
        Assert.Throws<ArgumentException>(() => town.MovePlaces(positions.RemoveAt(0)));
        Assert.Equal(positions.ToArray(), town.PlacePositions.ToArray());
    }
}
