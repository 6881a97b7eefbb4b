using System.Collections.Immutable;
using Townlet.World.Definition;
using static Townlet.World.Meter;

namespace Townlet.World.Tests.Definition;

/// <summary>The four shipped levels, as plain values.</summary>
public static class TownDefinitions
{
    public static TownDefinition L0 { get; } = new()
    {
        GridSize = 5,
        MaxSteps = 1000,
        Temporal = false,
        Observation = new ObservationOptions(Partial: false, VisionRange: 2, PlaceMap: false),
        ActionCosts = new ActionCosts { MoveEnergy = 0.005f, WaitEnergy = 0.003f, InteractEnergy = 0.003f },
        Meters = Meters,
        Modulations = Modulations,
        CascadeStages = CascadeStages,
        TerminalConditions = Deaths,
        Places = [.. AllPlaces.Where(place => place.Name == "Bed")],
    };

    public static TownDefinition L1 { get; } = L0 with
    {
        GridSize = 8,
        MaxSteps = 500,
        ActionCosts = new ActionCosts { MoveEnergy = 0.005f, WaitEnergy = 0.001f, InteractEnergy = 0f },
        Places = AllPlaces,
    };

    public static TownDefinition L2 { get; } = L1 with { Observation = new ObservationOptions(Partial: true, VisionRange: 2, PlaceMap: false) };

    public static TownDefinition L3 { get; } = L2 with { Temporal = true };

    private static ImmutableArray<MeterDefinition> Meters =>
    [
        new(Energy, "pivotal", 1f, 0.005f, ""),
        new(Hygiene, "secondary", 1f, 0.003f, ""),
        new(Satiation, "primary", 1f, 0.004f, ""),
        new(Money, "resource", 0.5f, 0f, ""),
        new(Mood, "primary", 1f, 0.001f, ""),
        new(Social, "secondary", 1f, 0.006f, ""),
        new(Health, "pivotal", 1f, 0f, ""),
        new(Fitness, "primary", 1f, 0.002f, ""),
    ];

    private static ImmutableArray<Modulation> Modulations => [new("fitness_health", Fitness, Health, 0.5f, 2.5f, 0.001f)];

    private static ImmutableArray<CascadeStage> CascadeStages =>
    [
        new("modulations", true, []),
        Stage("primary_to_pivotal", (Satiation, Health, 0.004f), (Satiation, Energy, 0.005f), (Mood, Energy, 0.005f)),
        Stage("secondary_to_primary", (Hygiene, Satiation, 0.002f), (Hygiene, Fitness, 0.002f), (Hygiene, Mood, 0.003f), (Social, Mood, 0.004f)),
        Stage("secondary_to_pivotal_weak", (Hygiene, Health, 0.0005f), (Hygiene, Energy, 0.0005f), (Social, Energy, 0.0008f)),
    ];

    private static ImmutableArray<TerminalCondition> Deaths =>
    [
        new(Energy, Comparison.LessOrEqual, 0f, ""),
        new(Health, Comparison.LessOrEqual, 0f, ""),
    ];

    private static ImmutableArray<PlaceDefinition> AllPlaces =>
    [
        Place("Bed", 1, 1, (0, 24), 0.05f, [(Energy, 0.50f), (Health, 0.02f)],
            5, 0.01f, [(Energy, 0.075f)], [(Energy, 0.125f), (Health, 0.02f)]),
        Place("LuxuryBed", 2, 1, (0, 24), 0.11f, [(Energy, 0.75f), (Health, 0.05f)],
            6, 0.01833f, [(Energy, 0.09375f)], [(Energy, 0.1875f), (Health, 0.05f)]),
        Place("Shower", 2, 2, (0, 24), 0.03f, [(Hygiene, 0.40f)],
            3, 0.01f, [(Hygiene, 0.10f)], [(Hygiene, 0.10f)]),
        Place("HomeMeal", 1, 3, (0, 24), 0.03f, [(Satiation, 0.45f), (Health, 0.03f)],
            3, 0.01f, [(Satiation, 0.1125f)], [(Satiation, 0.1125f), (Health, 0.03f)]),
        Place("FastFood", 5, 6, (0, 24), 0.10f, [(Satiation, 0.45f), (Energy, 0.15f), (Social, 0.01f), (Fitness, -0.03f), (Health, -0.02f)],
            2, 0.05f, [(Satiation, 0.16875f), (Energy, 0.05625f)], [(Satiation, 0.1125f), (Energy, 0.0375f), (Social, 0.01f), (Fitness, -0.03f), (Health, -0.02f)]),
        Place("Job", 6, 6, (8, 18), 0f, [(Money, 0.225f), (Energy, -0.15f), (Social, 0.02f), (Health, -0.03f)],
            4, 0f, [(Money, 0.05625f)], [(Money, 0.05625f), (Energy, -0.15f), (Social, 0.02f), (Health, -0.03f)]),
        Place("Labor", 7, 6, (8, 18), 0f, [(Money, 0.150f), (Energy, -0.20f), (Fitness, -0.05f), (Health, -0.05f), (Social, 0.01f)],
            4, 0f, [(Money, 0.075f)], [(Money, 0.075f), (Energy, -0.20f), (Fitness, -0.05f), (Health, -0.05f), (Social, 0.01f)]),
        Place("Gym", 7, 3, (6, 22), 0.08f, [(Fitness, 0.30f), (Energy, -0.08f)],
            3, 0.02667f, [(Fitness, 0.075f)], [(Fitness, 0.075f), (Energy, -0.08f)]),
        Place("Bar", 7, 0, (18, 28), 0.15f, [(Social, 0.50f), (Mood, 0.25f), (Satiation, 0.30f), (Energy, -0.20f), (Hygiene, -0.15f), (Health, -0.05f)],
            2, 0.075f, [(Social, 0.1875f), (Mood, 0.09375f), (Satiation, 0.1125f)], [(Social, 0.125f), (Mood, 0.0625f), (Satiation, 0.075f), (Energy, -0.20f), (Hygiene, -0.15f), (Health, -0.05f)]),
        Place("Park", 0, 4, (6, 22), 0f, [(Fitness, 0.20f), (Social, 0.15f), (Mood, 0.15f), (Energy, -0.15f)],
            3, 0f, [(Fitness, 0.05f), (Social, 0.0375f), (Mood, 0.0375f)], [(Fitness, 0.05f), (Social, 0.0375f), (Mood, 0.0375f), (Energy, -0.15f)]),
        Place("Recreation", 0, 7, (8, 22), 0.06f, [(Mood, 0.25f), (Energy, 0.12f)],
            2, 0.03f, [(Mood, 0.09375f), (Energy, 0.045f)], [(Mood, 0.0625f), (Energy, 0.03f)]),
        Place("Therapist", 1, 7, (8, 18), 0.15f, [(Mood, 0.40f)],
            3, 0.05f, [(Mood, 0.10f)], [(Mood, 0.10f)]),
        Place("Doctor", 5, 1, (8, 18), 0.08f, [(Health, 0.25f)],
            2, 0.04f, [(Health, 0.09375f)], [(Health, 0.0625f)]),
        Place("Hospital", 6, 1, (0, 24), 0.15f, [(Health, 0.40f)],
            3, 0.05f, [(Health, 0.10f)], [(Health, 0.10f)]),
    ];

    private static CascadeStage Stage(string category, params (Meter Source, Meter Target, float Strength)[] cascades) => new(
        category,
        false,
        [.. cascades.Select(cascade => new Cascade($"{cascade.Source}_{cascade.Target}", category, cascade.Source, cascade.Target, 0.3f, cascade.Strength))]);

    private static PlaceDefinition Place(
        string name,
        int x,
        int y,
        (int Opens, int Closes) hours,
        float cost,
        (Meter, float)[] effects,
        int ticks,
        float costPerTick,
        (Meter, float)[] effectsPerTick,
        (Meter, float)[] completionBonus) => new()
        {
            Name = name,
            Position = new GridPosition(x, y),
            InteractionType = InteractionType.Dual,
            Hours = new OpeningHours(hours.Opens, hours.Closes),
            Costs = MoneyCost(cost),
            Effects = Amounts(effects),
            RequiredTicks = ticks,
            CostsPerTick = MoneyCost(costPerTick),
            EffectsPerTick = Amounts(effectsPerTick),
            CompletionBonus = Amounts(completionBonus),
        };

    private static ImmutableArray<MeterAmount> MoneyCost(float amount) => amount == 0f ? [] : [new MeterAmount(Money, amount)];

    private static ImmutableArray<MeterAmount> Amounts((Meter Meter, float Amount)[] amounts) =>
        [.. amounts.Select(amount => new MeterAmount(amount.Meter, amount.Amount))];
}
