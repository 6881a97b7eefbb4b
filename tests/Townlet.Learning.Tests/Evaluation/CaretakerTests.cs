using System.Collections.Immutable;
using Townlet.Learning.Evaluation;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Tests.Evaluation;

public sealed class CaretakerTests
{
    private const int Lives = 200;

    [Theory]
    [InlineData("L1_full_observability")]
    [InlineData("L1_moving_places")]
    [InlineData("L2_partial_observability")]
    [InlineData("L3_temporal_mechanics")]
    public void Every_life_reaches_the_step_cap_where_there_is_all_that_life_needs(string pack)
    {
        var definition = TestPacks.Read(pack).Town;
        for (var seed = 1UL; seed <= 5; seed++)
        {
            Assert.All(Lived(definition, seed), life => Assert.Equal(new LivedLife(500, Cause: null), life));
        }
    }

    [Fact]
    public void With_a_bed_alone_it_comes_near_the_longest_life_there_is() =>
        // No policy can live longer than 367 steps with this bed.
        Assert.All(Lived(TestPacks.Level0.Town, seed: 1), life => Assert.InRange(life.Steps, 355, 367));

    [Fact]
    public void Places_that_move_are_found_where_they_are()
    {
        var definition = TestPacks.Level1.Town;
        var town = new Town(definition, agents: 50, seed: 3);
        town.MovePlaces([.. definition.Places.Select(place => new GridPosition(place.Position.Y, definition.GridSize - 1 - place.Position.X))]);
        var caretaker = new Caretaker(definition, agents: 50);
        var actions = new TownAction[50];
        for (var step = 0; step < definition.MaxSteps; step++)
        {
            caretaker.Choose(town, actions);
            town.Step(actions);
            Assert.All(town.Ends.ToArray(), end => Assert.NotEqual(LifeEnd.Death, end));
        }
    }

    [Fact]
    public void Edited_prices_effects_and_names_are_respected()
    {
        var definition = TestPacks.Level1.Town;
        var swapped = definition with
        {
            Places = [.. definition.Places.Zip(definition.Places.Reverse(), (place, other) => other with { Name = place.Name, Position = place.Position })],
        };
        Assert.All(Lived(swapped, seed: 4), life => Assert.Equal(500, life.Steps));
    }

    [Fact]
    public void It_goes_to_the_place_of_the_need_that_can_wait_least()
    {
        // Both needs are due. In the first case energy lasts 20 steps and hygiene 25; in the second 50 and 8.
        var definition = Weary(energy: 0.2f, hygiene: 0.45f);
        var town = new Town(definition, agents: 1, seed: 1);
        town.Restart(0, new GridPosition(1, 4));
        Assert.Equal("Bed", PlaceOfFirstUse(town));

        definition = Weary(energy: 0.5f, hygiene: 0.35f);
        town = new Town(definition, agents: 1, seed: 1);
        town.Restart(0, new GridPosition(1, 4));
        Assert.Equal("Shower", PlaceOfFirstUse(town));
    }

    [Fact]
    public void What_cannot_be_paid_is_not_tried_and_money_is_earned_first()
    {
        // Hygiene is the emptiest meter, and a shower costs 0.03.
        var definition = Weary(energy: 0.8f, hygiene: 0.01f);
        var penniless = definition with { Meters = definition.Meters.SetItem((int)Meter.Money, definition.Meters[(int)Meter.Money] with { Initial = 0.02f }) };
        var town = new Town(penniless, agents: 1, seed: 1);
        town.Restart(0, new GridPosition(4, 4));
        Assert.Contains(PlaceOfFirstUse(town), (string[])["Job", "Labor"]);
    }

    [Fact]
    public void Nobody_stands_before_a_closed_door()
    {
        var definition = TestPacks.Level3.Town;
        var town = new Town(definition, agents: 50, seed: 1);
        var caretaker = new Caretaker(definition, agents: 50);
        var actions = new TownAction[50];
        for (var step = 0; step < definition.MaxSteps; step++)
        {
            caretaker.Choose(town, actions);
            for (var agent = 0; agent < 50; agent++)
            {
                Assert.True(
                    town.Ends[agent] != LifeEnd.None || town.ActionMasks[(agent * 6) + (int)actions[agent]],
                    $"{actions[agent]} at hour {town.HourOf(agent)}");
            }

            town.Step(actions);
            Assert.DoesNotContain(Enumerable.Range(0, 50), agent => actions[agent] == TownAction.Interact && town.InteractionOf(agent) < 0);
        }
    }

    [Fact]
    public void New_life_begins_without_the_errand_of_the_one_before()
    {
        var definition = TestPacks.Level1.Town with { MaxSteps = 3 };
        var town = new Town(definition, agents: 1, seed: 1);
        var caretaker = new Caretaker(definition, agents: 1);
        var actions = new TownAction[1];
        // With full meters no need is due, so an agent that walks at once follows an old errand.
        var tired = town.Capture();
        tired.Meters[(int)Meter.Energy] = 0.1f;
        town.Restore(tired);
        for (var step = 0; step < 3; step++)
        {
            caretaker.Choose(town, actions);
            Assert.NotEqual(TownAction.Wait, actions[0]);
            town.Step(actions);
        }

        caretaker.Choose(town, actions);
        town.Step(actions);
        Assert.True(town.Restarted[0]);
        caretaker.Choose(town, actions);
        var fresh = new Caretaker(definition, agents: 1);
        var expected = new TownAction[1];
        fresh.Choose(town, expected);
        Assert.Equal(expected, actions);
    }

    private static ImmutableArray<LivedLife> Lived(TownDefinition definition, ulong seed) =>
        SurvivalTrial.Run(definition, new Caretaker(definition, Lives), Lives, depletionMultiplier: 1f, seed);

    private static TownDefinition Weary(float energy, float hygiene)
    {
        var definition = TestPacks.Level1.Town;
        var meters = definition.Meters;
        return definition with
        {
            Meters = meters
                .SetItem((int)Meter.Energy, meters[(int)Meter.Energy] with { Initial = energy })
                .SetItem((int)Meter.Hygiene, meters[(int)Meter.Hygiene] with { Initial = hygiene }),
        };
    }

    private static string PlaceOfFirstUse(Town town)
    {
        var caretaker = new Caretaker(town.Definition, agents: 1);
        var actions = new TownAction[1];
        do
        {
            caretaker.Choose(town, actions);
            town.Step(actions);
            Assert.Equal(LifeEnd.None, town.Ends[0]);
        }
        while (actions[0] != TownAction.Interact);

        return town.InteractionOf(0) is >= 0 and var place ? town.Definition.Places[place].Name : "a place that was of no use";
    }
}
