using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class ObservationTests
{
    [Fact]
    public void Sizes_are_those_of_the_levels()
    {
        Assert.Equal(35, new Town(TownDefinitions.L0, 1, 1).ObservationSize);
        Assert.Equal(87, new Town(TownDefinitions.L1, 1, 1).ObservationSize);
        Assert.Equal(50, new Town(TownDefinitions.L2, 1, 1).ObservationSize);
        Assert.Equal(53, new Town(TownDefinitions.L3, 1, 1).ObservationSize);
    }

    [Fact]
    public void Full_view_is_cell_meters_and_place()
    {
        var town = TownDefinitions.L1.StartedAt(1, 2);
        town.Play(Up);

        var row = town.Observation();

        Assert.Equal([9], Ones(row[..64]));
        Assert.Equal(town.Meters(), row[64..72]);
        Assert.Equal([town.Definition.Place("Bed")], Ones(row[72..]));
    }

    [Fact]
    public void Last_place_slot_says_none()
    {
        var row = TownDefinitions.L1.StartedAt(4, 4).Observation();

        Assert.Equal([14], Ones(row[72..]));
    }

    [Fact]
    public void Window_shows_places_row_by_row_and_nothing_beyond_the_grid()
    {
        var town = TownDefinitions.L2.StartedAt(7, 1);

        var row = town.Observation();

        // Around (7, 1): Doctor (5, 1), Hospital (6, 1), Bar (7, 0) and Gym (7, 3); columns 8 and 9 do not exist.
        Assert.Equal([(1 * 5) + 2, (2 * 5) + 0, (2 * 5) + 1, (4 * 5) + 2], Ones(row[..25]));
        Assert.Equal([1f, 1f / 7f], row[25..27]);
        Assert.Equal(town.Meters(), row[27..35]);
        Assert.Equal([14], Ones(row[35..]));
    }

    [Fact]
    public void Clock_is_a_point_on_a_circle_and_ticks_are_tenths()
    {
        var town = TownDefinitions.L3.Still().StartedAt(1, 1);
        Assert.Equal([0f, 1f, 0f], town.Observation()[50..]);

        town.Play(Wait, Wait, Wait, Interact, Interact, Interact);

        var clock = town.Observation()[50..];
        Assert.Equal(1f, clock[0], 1e-6f);
        Assert.Equal(0f, clock[1], 1e-6f);
        Assert.Equal(0.3f, clock[2]);
    }

    [Fact]
    public void Place_map_shows_where_each_place_lies_and_how_far_away()
    {
        var world = TownDefinitions.L1 with { Observation = TownDefinitions.L1.Observation with { PlaceMap = true } };
        var town = world.StartedAt(4, 4);

        var row = town.Observation();

        Assert.Equal(87 + (14 * 5), row.Length);
        Assert.Equal(TownDefinitions.L1.StartedAt(4, 4).Observation(), row[..87]);
        // Bed at (1,1), Job at (6,6), Park at (0,4).
        Assert.Equal([1, 0, 1, 0, 6 / 14f], row[87..92]);
        Assert.Equal([0, 1, 0, 1, 4 / 14f], row[(87 + (5 * 5))..(87 + (6 * 5))]);
        Assert.Equal([0, 0, 1, 0, 4 / 14f], row[(87 + (9 * 5))..(87 + (10 * 5))]);

        town.MovePlaces([new GridPosition(4, 3), .. world.Places.Skip(1).Select(place => place.Position)]);
        Assert.Equal([1, 0, 0, 0, 1 / 14f], town.Observation()[87..92]);
        town.Play(Up);
        Assert.Equal([0, 0, 0, 0, 0], town.Observation()[87..92]);
    }

    [Fact]
    public void Observations_stay_the_same_memory_as_long_as_the_town_exists()
    {
        var town = TownDefinitions.L2.StartedAt(4, 4);
        var before = town.Observations;

        town.Play(Up);
        town.MovePlaces([.. town.PlacePositions.Reverse()]);
        town.Restore(town.Capture());

        Assert.True(before.Equals(town.Observations));
    }

    private static int[] Ones(float[] values)
    {
        Assert.All(values, value => Assert.True(value is 0f or 1f));
        return [.. Enumerable.Range(0, values.Length).Where(i => values[i] == 1f)];
    }
}
