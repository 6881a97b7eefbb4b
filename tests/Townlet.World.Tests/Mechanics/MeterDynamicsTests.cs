using System.Collections.Immutable;
using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class MeterDynamicsTests
{
    [Fact]
    public void Multiplier_scales_base_depletion_and_nothing_else()
    {
        var town = TownDefinitions.L1.StartedAt(4, 4);
        town.SetDepletionMultiplier(0, 0.5f);

        town.Play(Up);

        Assert.Equal(1f - 0.005f - 0.0025f, town.MeterOf(0, Energy), 1e-6f);
        Assert.Equal(1f - 0.003f, town.MeterOf(0, Social), 1e-6f);
        var fitness = town.MeterOf(0, Fitness);
        Assert.Equal(1f - (0.001f * (0.5f + (2.5f * (1f - fitness)))), town.MeterOf(0, Health), 1e-6f);
    }

    [Fact]
    public void Cascade_begins_below_its_threshold()
    {
        var cascade = new Cascade("", "", Satiation, Health, 0.3f, 0.006f);
        var world = WithCascades(cascade);

        Assert.Equal(0.5f, HealthAfterAStep(world, satiation: 0.3f));
        Assert.Equal(0.498f, HealthAfterAStep(world, satiation: 0.2f), 1e-6f);
        Assert.Equal(0.494f, HealthAfterAStep(world, satiation: 0f), 1e-6f);
    }

    [Fact]
    public void Later_cascade_sees_what_an_earlier_one_did()
    {
        var toSatiation = new Cascade("", "", Hygiene, Satiation, 1f, 0.5f);
        var toHealth = new Cascade("", "", Satiation, Health, 0.5f, 0.1f);
        var start = new[] { (Hygiene, 0f), (Satiation, 0.75f), (Health, 0.5f) };

        Assert.Equal(0.45f, AfterAStep(WithCascades(toSatiation, toHealth).WithInitial(start), Health), 1e-6f);
        Assert.Equal(0.5f, AfterAStep(WithCascades(toHealth, toSatiation).WithInitial(start), Health));
    }

    [Fact]
    public void Modulations_take_their_turn_in_the_order_of_stages()
    {
        var drain = new CascadeStage("drain", false, [new Cascade("", "", Hygiene, Fitness, 1f, 0.5f)]);
        var modulations = new CascadeStage("modulations", true, []);
        var world = TownDefinitions.L1.Still().WithInitial((Hygiene, 0f)) with { Modulations = TownDefinitions.L1.Modulations };

        Assert.Equal(1f - 0.0005f, AfterAStep(world with { CascadeStages = [modulations, drain] }, Health), 1e-6f);
        Assert.Equal(1f - 0.00175f, AfterAStep(world with { CascadeStages = [drain, modulations] }, Health), 1e-6f);
    }

    [Fact]
    public void Every_application_is_clamped_by_itself()
    {
        var harm = new Cascade("", "", Hygiene, Mood, 1f, 0.8f);
        var help = new Cascade("", "", Hygiene, Mood, 1f, -0.5f);
        var world = WithCascades(harm, help).WithInitial((Hygiene, 0f), (Mood, 0.3f));

        Assert.Equal(0.5f, AfterAStep(world, Mood));
    }

    [Fact]
    public void Threshold_of_zero_is_never_undercut()
    {
        var world = WithCascades(new Cascade("", "", Satiation, Health, 0f, 0.5f));

        Assert.Equal(0.5f, HealthAfterAStep(world, satiation: 0f));
    }

    private static TownDefinition WithCascades(params ImmutableArray<Cascade> cascades) =>
        TownDefinitions.L1.Still() with { CascadeStages = [new CascadeStage("", false, cascades)] };

    private static float HealthAfterAStep(TownDefinition world, float satiation) =>
        AfterAStep(world.WithInitial((Satiation, satiation), (Health, 0.5f)), Health);

    private static float AfterAStep(TownDefinition world, Meter meter)
    {
        var town = world.StartedAt(4, 4);
        town.Play(Wait);
        return town.MeterOf(0, meter);
    }
}
