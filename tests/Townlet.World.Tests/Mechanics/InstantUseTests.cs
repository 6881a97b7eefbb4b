using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class InstantUseTests
{
    private static readonly PlaceDefinition Bed = TownDefinitions.L1.Places[TownDefinitions.L1.Place("Bed")];

    [Fact]
    public void Place_gives_its_effects_and_takes_its_cost()
    {
        var town = TownDefinitions.L1.Still().WithInitial((Energy, 0.3f), (Health, 0.5f)).StartedAt(1, 1);

        town.Play(Interact);

        Assert.Equal([0.8f, 1f, 1f, 0.45f, 1f, 1f, 0.52f, 1f], town.Meters());
        Assert.Equal(town.Definition.Place("Bed"), town.InteractionOf(0));
    }

    [Fact]
    public void Without_the_money_nothing_happens()
    {
        var town = TownDefinitions.L1.Still().WithInitial((Money, 0.0499f), (Energy, 0.3f)).StartedAt(1, 1);
        var before = town.Meters();

        town.Play(Interact);

        Assert.Equal(before, town.Meters());
        Assert.Equal(-1, town.InteractionOf(0));
    }

    [Fact]
    public void Exactly_the_money_is_enough()
    {
        var town = TownDefinitions.L1.Still().WithInitial((Money, 0.05f)).StartedAt(1, 1);

        town.Play(Interact);

        Assert.Equal(0f, town.MeterOf(0, Money));
        Assert.Equal(town.Definition.Place("Bed"), town.InteractionOf(0));
    }

    [Fact]
    public void Interact_where_there_is_nothing_does_nothing()
    {
        var town = TownDefinitions.L1.Still().StartedAt(4, 4);

        town.Play(Interact);

        Assert.Equal([1f, 1f, 1f, 0.5f, 1f, 1f, 1f, 1f], town.Meters());
        Assert.Equal(-1, town.InteractionOf(0));
    }

    [Fact]
    public void Interaction_is_forgotten_by_the_next_step()
    {
        var town = TownDefinitions.L1.StartedAt(1, 1);

        town.Play(Interact, Wait);

        Assert.Equal(-1, town.InteractionOf(0));
    }

    [Fact]
    public void Each_effect_is_clamped_before_the_next_and_before_the_cost()
    {
        var place = Bed with { Effects = [new(Energy, 0.9f), new(Energy, -0.3f)], Costs = [new(Energy, 0.2f)] };
        var town = TownDefinitions.L1.Still().WithOnlyPlace(place).WithInitial((Energy, 0.6f)).StartedAt(0, 0);

        town.Play(Interact);

        Assert.Equal(1f - 0.3f - 0.2f, town.MeterOf(0, Energy));
    }

    [Fact]
    public void Cost_may_name_any_meter_and_every_one_must_be_there()
    {
        var place = Bed with { Costs = [new(Money, 0.1f), new(Mood, 0.4f)] };
        var world = TownDefinitions.L1.Still().WithOnlyPlace(place).WithInitial((Energy, 0.1f));
        var sad = world.WithInitial((Mood, 0.39f)).StartedAt(0, 0);
        var glad = world.WithInitial((Mood, 0.41f)).StartedAt(0, 0);

        sad.Play(Interact);
        glad.Play(Interact);

        Assert.Equal((0.5f, 0.1f), (sad.MeterOf(0, Money), sad.MeterOf(0, Energy)));
        Assert.Equal((0.4f, 0.6f), (glad.MeterOf(0, Money), glad.MeterOf(0, Energy)));
        Assert.Equal(0.01f, glad.MeterOf(0, Mood), 1e-6f);
    }

    [Fact]
    public void Hours_do_not_matter_where_time_does_not_pass()
    {
        var town = TownDefinitions.L1.StartedAt(6, 6);

        town.Play(Interact);

        Assert.Equal(town.Definition.Place("Job"), town.InteractionOf(0));
        Assert.Equal(0, town.HourOf(0));
        Assert.Equal(0, town.ActivityTicks(0));
    }

    [Fact]
    public void Multi_tick_place_does_all_its_ticks_in_one_step_where_time_does_not_pass()
    {
        var place = Bed with { InteractionType = InteractionType.MultiTick };
        var town = TownDefinitions.L1.Still().WithOnlyPlace(place).WithInitial((Energy, 0.1f), (Health, 0.5f)).StartedAt(0, 0);

        town.Play(Interact);

        Assert.Equal(0.1f + (5 * 0.075f) + 0.125f, town.MeterOf(0, Energy), 1e-6f);
        Assert.Equal(0.52f, town.MeterOf(0, Health), 1e-6f);
        Assert.Equal(0.5f - (5 * 0.01f), town.MeterOf(0, Money), 1e-6f);
        Assert.Equal(0, town.ActivityTicks(0));
    }

    [Fact]
    public void Multi_tick_place_must_be_paid_in_full_where_time_does_not_pass()
    {
        var place = Bed with { InteractionType = InteractionType.MultiTick };
        var town = TownDefinitions.L1.Still().WithOnlyPlace(place).WithInitial((Money, 0.04f)).StartedAt(0, 0);

        town.Play(Interact);

        Assert.Equal(-1, town.InteractionOf(0));
        Assert.Equal(0.04f, town.MeterOf(0, Money));
    }

    [Fact]
    public void Continuous_place_gives_the_same_each_step_where_time_does_not_pass()
    {
        var place = Bed with { InteractionType = InteractionType.Continuous };
        var town = TownDefinitions.L1.Still().WithOnlyPlace(place).WithInitial((Energy, 0.1f), (Health, 0.5f)).StartedAt(0, 0);

        town.PlayTimes(6, Interact);

        Assert.Equal(0.1f + (6 * 0.075f), town.MeterOf(0, Energy), 1e-6f);
        Assert.Equal(0.5f, town.MeterOf(0, Health));
        Assert.Equal(0, town.ActivityTicks(0));
    }
}
