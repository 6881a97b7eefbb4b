using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class ActivityTests
{
    private static readonly PlaceDefinition Bed = TownDefinitions.L3.Places[TownDefinitions.L3.Place("Bed")];

    [Fact]
    public void Every_tick_costs_and_gives_its_part_and_the_last_adds_the_bonus()
    {
        var town = TownDefinitions.L3.Still().WithInitial((Energy, 0.1f), (Health, 0.5f)).StartedAt(1, 1);

        for (var tick = 1; tick <= 4; tick++)
        {
            town.Play(Interact);
            Assert.Equal(tick, town.ActivityTicks(0));
            Assert.Equal(0.1f + (tick * 0.075f), town.MeterOf(0, Energy), 1e-6f);
            Assert.Equal(0.5f - (tick * 0.01f), town.MeterOf(0, Money), 1e-6f);
            Assert.Equal(0.5f, town.MeterOf(0, Health));
        }

        town.Play(Interact);
        Assert.Equal(0, town.ActivityTicks(0));
        Assert.Equal(0.6f, town.MeterOf(0, Energy), 1e-6f);
        Assert.Equal(0.45f, town.MeterOf(0, Money), 1e-6f);
        Assert.Equal(0.52f, town.MeterOf(0, Health), 1e-6f);
    }

    [Fact]
    public void Moving_to_another_cell_resets_the_ticks()
    {
        var town = TownDefinitions.L3.StartedAt(1, 1);
        town.Play(Interact, Interact);
        Assert.Equal(2, town.ActivityTicks(0));

        town.Play(Right);
        Assert.Equal(0, town.ActivityTicks(0));

        town.Play(Left, Interact);
        Assert.Equal(1, town.ActivityTicks(0));
    }

    [Fact]
    public void Waiting_and_bumping_into_a_wall_keep_the_ticks()
    {
        var town = TownDefinitions.L3.WithOnlyPlace(Bed).StartedAt(0, 0);

        town.Play(Interact, Wait, Up, Left);
        Assert.Equal(1, town.ActivityTicks(0));

        town.Play(Interact);
        Assert.Equal(2, town.ActivityTicks(0));
    }

    [Fact]
    public void Tick_without_the_money_does_nothing_and_keeps_the_ticks()
    {
        var town = TownDefinitions.L3.Still().WithInitial((Money, 0.025f), (Energy, 0.1f)).StartedAt(1, 1);

        town.Play(Interact, Interact, Interact);

        Assert.Equal(2, town.ActivityTicks(0));
        Assert.Equal(-1, town.InteractionOf(0));
        Assert.Equal(0.25f, town.MeterOf(0, Energy), 1e-6f);
    }

    [Fact]
    public void Whole_tick_is_clamped_once()
    {
        var place = Bed with { RequiredTicks = 1, EffectsPerTick = [new(Energy, 0.6f)], CompletionBonus = [new(Energy, -0.3f)] };
        var town = TownDefinitions.L3.Still().WithOnlyPlace(place).WithInitial((Energy, 0.6f)).StartedAt(0, 0);

        town.Play(Interact);

        Assert.Equal(0.9f, town.MeterOf(0, Energy), 1e-6f);
    }

    [Fact]
    public void Closed_place_does_nothing()
    {
        var town = TownDefinitions.L3.Still().StartedAt(6, 6);

        town.PlayTimes(8, Interact);
        Assert.Equal(0.5f, town.MeterOf(0, Money));
        Assert.Equal((-1, 0), (town.InteractionOf(0), town.ActivityTicks(0)));

        town.Play(Interact);
        Assert.Equal(0.55625f, town.MeterOf(0, Money));
        Assert.Equal(town.Definition.Place("Job"), town.InteractionOf(0));
    }

    [Fact]
    public void Closing_time_interrupts_an_activity_without_ending_it()
    {
        var place = Bed with { Hours = new OpeningHours(0, 2) };
        var town = TownDefinitions.L3.Still().WithOnlyPlace(place).StartedAt(0, 0);

        town.PlayTimes(10, Interact);

        Assert.Equal((-1, 2), (town.InteractionOf(0), town.ActivityTicks(0)));
    }

    [Fact]
    public void Clock_starts_at_midnight_and_wraps_after_a_day()
    {
        var town = TownDefinitions.L3.Still().StartedAt(4, 4);
        Assert.Equal(0, town.HourOf(0));

        town.PlayTimes(23, Wait);
        Assert.Equal(23, town.HourOf(0));

        town.Play(Wait);
        Assert.Equal(0, town.HourOf(0));
    }

    [Fact]
    public void Instant_place_is_an_activity_of_a_single_tick()
    {
        var place = Bed with { InteractionType = InteractionType.Instant };
        var town = TownDefinitions.L3.Still().WithOnlyPlace(place).WithInitial((Energy, 0.1f)).StartedAt(0, 0);

        town.Play(Interact);

        Assert.Equal((0, 0.6f, 0.45f), (town.ActivityTicks(0), town.MeterOf(0, Energy), town.MeterOf(0, Money)));
    }

    [Fact]
    public void Continuous_place_never_completes()
    {
        var place = Bed with { InteractionType = InteractionType.Continuous };
        var town = TownDefinitions.L3.Still().WithOnlyPlace(place).WithInitial((Energy, 0.1f), (Health, 0.5f)).StartedAt(0, 0);

        town.PlayTimes(8, Interact);

        Assert.Equal(8, town.ActivityTicks(0));
        Assert.Equal(0.1f + (8 * 0.075f), town.MeterOf(0, Energy), 1e-6f);
        Assert.Equal(0.5f, town.MeterOf(0, Health));
    }
}
