using Townlet.Configuration.Files;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Configuration.Tests.Reading;

public sealed class PlacesOfTownTests
{
    private const string Museum = "  - id: museum\n    name: Museum\n    position: {x: 4, y: 5}\n    interaction_type: instant\n    effects: [{meter: mood, amount: 0.2}]\n";

    [Fact]
    public void Enabled_places_are_kept_in_the_order_of_the_one_hot_encoding()
    {
        using var pack = TestPack.Single("environment: {enabled_affordances: [Hospital, Job, Bed]}\n");

        Assert.Equal(["Bed", "Job", "Hospital"], pack.Read().Town.Places.Select(place => place.Name));
    }

    [Fact]
    public void Order_of_the_file_does_not_change_the_one_hot_encoding()
    {
        using var pack = TestPack.Copy();
        var text = pack.TextOf(TestPack.Affordances);
        var entries = text[text.IndexOf("  - id:", StringComparison.Ordinal)..].Split("\n\n");
        pack.Write(TestPack.Affordances, "affordances:\n" + string.Join("\n\n", entries.Reverse()));

        Assert.Equal(BuiltInWorld.Places.Select(entry => entry.Place.Name), pack.Read().Town.Places.Select(place => place.Name));
    }

    [Fact]
    public void New_place_of_a_pack_follows_the_built_in_ones()
    {
        using var pack = TestPack.Copy().Replace(TestPack.Affordances, "affordances:\n", $"affordances:\n{Museum}");

        var museum = pack.Read().Town.Places[^1];

        Assert.Equal("Museum", museum.Name);
        Assert.Equal(new GridPosition(4, 5), museum.Position);
        Assert.Equal(OpeningHours.Always, museum.Hours);
        Assert.Equal(1, museum.RequiredTicks);
        Assert.Empty(museum.Costs);
        Assert.Equal(new MeterAmount(Meter.Mood, 0.2f), Assert.Single(museum.Effects));
    }

    [Fact]
    public void Built_in_place_without_a_position_has_its_default_one()
    {
        using var pack = TestPack.Copy();
        var text = pack.TextOf(TestPack.Affordances);
        pack.Write(TestPack.Affordances, string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("position:", StringComparison.Ordinal))));

        Assert.Equal(new GridPosition(5, 6), pack.Read().Town.Places.Single(place => place.Name == "FastFood").Position);
    }

    [Fact]
    public void Pack_may_move_a_place()
    {
        using var pack = TestPack.Copy().Replace(TestPack.Affordances, "position: [1, 1]", "position: [0, 0]");

        Assert.Equal(new GridPosition(0, 0), pack.Read().Town.Places[0].Position);
    }

    [Fact]
    public void New_place_of_a_pack_needs_a_position()
    {
        using var pack = TestPack.Copy().Replace(TestPack.Affordances, "affordances:\n", $"affordances:\n{Museum.Replace("    position: {x: 4, y: 5}\n", "", StringComparison.Ordinal)}");

        Assert.Equal([$"affordances.yaml:{pack.PositionOf(TestPack.Affordances, "Museum")}: 'Museum' has no position, expected one (only the built-in places have a default)"], pack.Faults());
    }

    [Theory]
    [InlineData("[Bed, Hopsital]", "1:42: enabled_affordances: no place is called 'Hopsital', did you mean 'Hospital'?")]
    [InlineData("[bed]", "1:37: enabled_affordances: no place is called 'bed', did you mean 'Bed'?")]
    [InlineData("[Bed, Zoo]", "1:42: enabled_affordances: no place is called 'Zoo', expected one of Bed, LuxuryBed, Shower, HomeMeal, FastFood, Job, Labor, Gym, Bar, Park, Recreation, Therapist, Doctor, Hospital")]
    [InlineData("[Bed, Bed]", "1:42: enabled_affordances: 'Bed' is listed twice")]
    [InlineData("[]", "1:36: enabled_affordances: found an empty list, expected at least one place, or null for all")]
    [InlineData("Bed", "1:36: enabled_affordances: found 'Bed', expected a list of names of places, or null")]
    public void Name_that_is_no_place_is_a_fault(string names, string expected)
    {
        using var pack = TestPack.Single($"environment: {{enabled_affordances: {names}}}\n");

        Assert.Equal([$"town.yaml:{expected}"], pack.Faults());
    }

    [Fact]
    public void Default_positions_that_do_not_fit_the_grid_are_one_fault_at_its_size()
    {
        using var pack = TestPack.Single("environment:\n  grid_size: 6\n");

        Assert.Equal(
            ["town.yaml:2:14: grid_size: a town of 6 x 6 has no room for the default positions of FastFood (5, 6), Job (6, 6), Labor (7, 6), Gym (7, 3), Bar (7, 0), Recreation (0, 7), Therapist (1, 7), Hospital (6, 1), expected a larger grid, a position for each in affordances.yaml, or enabled_affordances without them"],
            pack.Faults());
    }

    [Fact]
    public void Place_that_is_not_enabled_may_lie_outside_the_grid()
    {
        using var pack = TestPack.Copy("L0_minimal").Replace(TestPack.Affordances, "position: [7, 6]", "position: [1, 1]");

        Assert.Single(pack.Read().Town.Places);
    }

    [Fact]
    public void Place_on_the_cell_of_a_built_in_one_is_a_fault_at_its_position()
    {
        using var pack = TestPack.Copy().Replace(TestPack.Affordances, "affordances:\n", $"affordances:\n{Museum.Replace("{x: 4, y: 5}", "{x: 0, y: 4}", StringComparison.Ordinal)}");

        Assert.Equal([$"affordances.yaml:{pack.PositionOf(TestPack.Affordances, "{x: 0, y: 4}")}: position: Museum and Park are both at (0, 4), expected different cells"], pack.Faults());
    }
}
