using Townlet.Configuration.Settings;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Configuration.Tests;

public sealed class ShippedPackTests
{
    public static TheoryData<string> Packs => new(
        "L0_minimal", "L1_full_observability", "L1_moving_places", "L2_partial_observability", "L3_temporal_mechanics", "level_1_full_observability.yaml");

    [Theory]
    [MemberData(nameof(Packs))]
    public void Shipped_pack_reads_without_a_fault(string name)
    {
        var result = PackReader.Read(Repository.Pack(name));

        Assert.Empty(result.Faults);
        Assert.Equal(Path.GetFileNameWithoutExtension(name), result.Pack!.Name);
        Assert.Equal(Path.GetFileNameWithoutExtension(name).Replace("level_1", "L1", StringComparison.Ordinal), result.Pack.RunMetadata.OutputSubdirectory);
        Assert.True(result.Pack.Cues.Length >= 10);
    }

    [Fact]
    public void Level_0_is_a_small_grid_with_a_bed()
    {
        var pack = Read("L0_minimal");

        Assert.Equal(5, pack.Town.GridSize);
        Assert.Equal("Bed", Assert.Single(pack.Town.Places).Name);
        Assert.Equal(new GridPosition(1, 1), pack.Town.Places[0].Position);
        Assert.Equal(new ObservationOptions(false, 2, false), pack.Town.Observation);
        Assert.False(pack.Town.Temporal);
        Assert.Equal(1000, pack.Town.MaxSteps);
        Assert.Equal(new ActionCosts { MoveEnergy = 0.005f, WaitEnergy = 0.003f, InteractEnergy = 0.003f }, pack.Town.ActionCosts);
        Assert.Equal(NetworkType.Simple, pack.Population.NetworkType);
        Assert.Equal(64, pack.Exploration.EmbedDimension);
        Assert.Equal(50, pack.Exploration.VarianceThreshold);
        Assert.Equal(50, pack.Exploration.SurvivalWindow);
    }

    [Fact]
    public void Level_1_is_the_whole_town_seen_fully()
    {
        var pack = Read("L1_full_observability");

        Assert.Equal(8, pack.Town.GridSize);
        Assert.False(pack.Town.Observation.Partial);
        Assert.False(pack.Town.Temporal);
        Assert.Equal(500, pack.Town.MaxSteps);
        Assert.Equal(14, pack.Town.Places.Length);
        Assert.Equal(new ActionCosts { MoveEnergy = 0.005f, WaitEnergy = 0.001f, InteractEnergy = 0f, MoveHygiene = 0.003f, MoveSatiation = 0.004f }, pack.Town.ActionCosts);
        Assert.Equal(NetworkType.Simple, pack.Population.NetworkType);
    }

    [Fact]
    public void Pack_of_moving_places_has_a_place_map_and_the_usual_costs_and_effects()
    {
        var pack = Read("L1_moving_places");

        Assert.Equal(new ObservationOptions(false, 2, true), pack.Town.Observation);
        Assert.NotNull(pack.Training.ShufflePlacesEvery);
        Assert.Equal(6, pack.Town.Places.Length);
        var elsewhere = Read("L1_full_observability").Town.Places;
        Assert.All(pack.Town.Places, place =>
        {
            var same = elsewhere.Single(other => other.Name == place.Name);
            Assert.Equal(Describe(same with { Position = place.Position }), Describe(place));
        });
    }

    [Theory]
    [InlineData("L2_partial_observability", false)]
    [InlineData("L3_temporal_mechanics", true)]
    public void Levels_2_and_3_see_a_window_and_remember(string name, bool temporal)
    {
        var pack = Read(name);

        Assert.Equal(8, pack.Town.GridSize);
        Assert.Equal(new ObservationOptions(true, 2, false), pack.Town.Observation);
        Assert.Equal(temporal, pack.Town.Temporal);
        Assert.Equal(14, pack.Town.Places.Length);
        Assert.Equal(NetworkType.Recurrent, pack.Population.NetworkType);
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Meters_start_and_drain_as_specified(string name)
    {
        var meters = Read(name).Town.Meters;

        Assert.Equal(
            [(Meter.Energy, "pivotal", 1f, 0.005f), (Meter.Hygiene, "secondary", 1f, 0.003f), (Meter.Satiation, "primary", 1f, 0.004f), (Meter.Money, "resource", 0.5f, 0f), (Meter.Mood, "primary", 1f, 0.001f), (Meter.Social, "secondary", 1f, 0.006f), (Meter.Health, "pivotal", 1f, 0f), (Meter.Fitness, "primary", 1f, 0.002f)],
            meters.Select(meter => (meter.Meter, meter.Tier, meter.Initial, meter.BaseDepletion)));
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void A_life_ends_without_energy_or_health(string name)
    {
        var ends = Read(name).Town.TerminalConditions;

        Assert.Equal(
            [(Meter.Energy, Comparison.LessOrEqual, 0f), (Meter.Health, Comparison.LessOrEqual, 0f)],
            ends.Select(end => (end.Meter, end.Comparison, end.Value)).Order());
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Cascades_are_those_specified_in_their_order(string name)
    {
        var town = Read(name).Town;

        var modulation = Assert.Single(town.Modulations);
        Assert.Equal((Meter.Fitness, Meter.Health, 0.5f, 2.5f, 0.001f), (modulation.Source, modulation.Target, modulation.BaseMultiplier, modulation.Range, modulation.BaselineDepletion));
        Assert.Equal(
            [("modulations", true, 0), ("primary_to_pivotal", false, 3), ("secondary_to_primary", false, 4), ("secondary_to_pivotal_weak", false, 3)],
            town.CascadeStages.Select(stage => (stage.Name, stage.AppliesModulations, stage.Cascades.Length)));
        Assert.Equal(
            [
                (Meter.Satiation, Meter.Health, 0.004f), (Meter.Satiation, Meter.Energy, 0.005f), (Meter.Mood, Meter.Energy, 0.005f),
                (Meter.Hygiene, Meter.Satiation, 0.002f), (Meter.Hygiene, Meter.Fitness, 0.002f), (Meter.Hygiene, Meter.Mood, 0.003f), (Meter.Social, Meter.Mood, 0.004f),
                (Meter.Hygiene, Meter.Health, 0.0005f), (Meter.Hygiene, Meter.Energy, 0.0005f), (Meter.Social, Meter.Energy, 0.0008f),
            ],
            town.CascadeStages.SelectMany(stage => stage.Cascades).Select(cascade => (cascade.Source, cascade.Target, cascade.Strength)));
        Assert.All(town.CascadeStages.SelectMany(stage => stage.Cascades), cascade => Assert.Equal(0.3f, cascade.Threshold));
    }

    public static TheoryData<string, string> Places => new()
    {
        { "Bed", "(1,1) 0-24 | money 0.05 | energy 0.5, health 0.02 | 5 | money 0.01 | energy 0.075 | energy 0.125, health 0.02" },
        { "LuxuryBed", "(2,1) 0-24 | money 0.11 | energy 0.75, health 0.05 | 6 | money 0.01833 | energy 0.09375 | energy 0.1875, health 0.05" },
        { "Shower", "(2,2) 0-24 | money 0.03 | hygiene 0.4 | 3 | money 0.01 | hygiene 0.1 | hygiene 0.1" },
        { "HomeMeal", "(1,3) 0-24 | money 0.03 | satiation 0.45, health 0.03 | 3 | money 0.01 | satiation 0.1125 | satiation 0.1125, health 0.03" },
        { "FastFood", "(5,6) 0-24 | money 0.1 | satiation 0.45, energy 0.15, social 0.01, fitness -0.03, health -0.02 | 2 | money 0.05 | satiation 0.16875, energy 0.05625 | satiation 0.1125, energy 0.0375, social 0.01, fitness -0.03, health -0.02" },
        { "Job", "(6,6) 8-18 |  | money 0.225, energy -0.15, social 0.02, health -0.03 | 4 |  | money 0.05625 | money 0.05625, energy -0.15, social 0.02, health -0.03" },
        { "Labor", "(7,6) 8-18 |  | money 0.15, energy -0.2, fitness -0.05, health -0.05, social 0.01 | 4 |  | money 0.075 | money 0.075, energy -0.2, fitness -0.05, health -0.05, social 0.01" },
        { "Gym", "(7,3) 6-22 | money 0.08 | fitness 0.3, energy -0.08 | 3 | money 0.02667 | fitness 0.075 | fitness 0.075, energy -0.08" },
        { "Bar", "(7,0) 18-28 | money 0.15 | social 0.5, mood 0.25, satiation 0.3, energy -0.2, hygiene -0.15, health -0.05 | 2 | money 0.075 | social 0.1875, mood 0.09375, satiation 0.1125 | social 0.125, mood 0.0625, satiation 0.075, energy -0.2, hygiene -0.15, health -0.05" },
        { "Park", "(0,4) 6-22 |  | fitness 0.2, social 0.15, mood 0.15, energy -0.15 | 3 |  | fitness 0.05, social 0.0375, mood 0.0375 | fitness 0.05, social 0.0375, mood 0.0375, energy -0.15" },
        { "Recreation", "(0,7) 8-22 | money 0.06 | mood 0.25, energy 0.12 | 2 | money 0.03 | mood 0.09375, energy 0.045 | mood 0.0625, energy 0.03" },
        { "Therapist", "(1,7) 8-18 | money 0.15 | mood 0.4 | 3 | money 0.05 | mood 0.1 | mood 0.1" },
        { "Doctor", "(5,1) 8-18 | money 0.08 | health 0.25 | 2 | money 0.04 | health 0.09375 | health 0.0625" },
        { "Hospital", "(6,1) 0-24 | money 0.15 | health 0.4 | 3 | money 0.05 | health 0.1 | health 0.1" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Place_costs_and_gives_what_is_specified_in_every_pack(string name, string expected)
    {
        foreach (var pack in (string[])["L1_full_observability", "L2_partial_observability", "L3_temporal_mechanics", "level_1_full_observability.yaml"])
        {
            var place = Read(pack).Town.Places.Single(place => place.Name == name);
            Assert.Equal(InteractionType.Dual, place.InteractionType);
            Assert.Equal(expected, Describe(place));
        }
    }

    [Fact]
    public void Places_are_in_the_order_of_the_one_hot_encoding() =>
        Assert.Equal(
            ["Bed", "LuxuryBed", "Shower", "HomeMeal", "FastFood", "Job", "Labor", "Gym", "Bar", "Park", "Recreation", "Therapist", "Doctor", "Hospital"],
            Read("L1_full_observability").Town.Places.Select(place => place.Name));

    [Theory]
    [InlineData("L0_minimal")]
    [InlineData("L2_partial_observability")]
    [InlineData("L3_temporal_mechanics")]
    public void Levels_share_one_world(string name)
    {
        foreach (var file in (string[])[TestPack.Bars, TestPack.Cascades, TestPack.Affordances, TestPack.Cues])
        {
            Assert.Equal(
                File.ReadAllText(Path.Combine(Repository.Pack("L1_full_observability"), file)),
                File.ReadAllText(Path.Combine(Repository.Pack(name), file)));
        }
    }

    [Fact]
    public void Single_file_of_level_1_is_the_pack_of_level_1()
    {
        var single = Read("level_1_full_observability.yaml");
        var folder = Read("L1_full_observability");

        Assert.Equal(PackContent.Of(folder), PackContent.Of(single));
    }

    private static Pack Read(string name) => PackReader.Read(Repository.Pack(name)).Pack!;

    private static string Describe(PlaceDefinition place) => FormattableString.Invariant(
        $"({place.Position.X},{place.Position.Y}) {place.Hours.Opens}-{place.Hours.Closes} | {Describe(place.Costs)} | {Describe(place.Effects)} | {place.RequiredTicks} | {Describe(place.CostsPerTick)} | {Describe(place.EffectsPerTick)} | {Describe(place.CompletionBonus)}");

    private static string Describe(IEnumerable<MeterAmount> amounts) =>
        string.Join(", ", amounts.Select(amount => FormattableString.Invariant($"{MeterNames.NameOf(amount.Meter)} {amount.Amount}")));
}
