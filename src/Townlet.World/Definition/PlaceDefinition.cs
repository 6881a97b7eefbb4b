using System.Collections.Immutable;

namespace Townlet.World.Definition;

/// <summary>A place (an "affordance" in packs and on the wire) and what happens when an agent uses it.</summary>
public sealed record PlaceDefinition
{
    public required string Name { get; init; }

    public required GridPosition Position { get; init; }

    public required InteractionType InteractionType { get; init; }

    /// <summary>These apply only where time passes.</summary>
    public required OpeningHours Hours { get; init; }

    /// <summary>Instant use: taken after the effects. Nothing happens if a meter named here holds less than its cost.</summary>
    public required ImmutableArray<MeterAmount> Costs { get; init; }

    /// <summary>Instant use: each effect is added and clamped.</summary>
    public required ImmutableArray<MeterAmount> Effects { get; init; }

    /// <summary>How many ticks complete the activity; at least 1.</summary>
    public required int RequiredTicks { get; init; }

    public required ImmutableArray<MeterAmount> CostsPerTick { get; init; }

    public required ImmutableArray<MeterAmount> EffectsPerTick { get; init; }

    /// <summary>Added by the tick that completes the activity.</summary>
    public required ImmutableArray<MeterAmount> CompletionBonus { get; init; }

    /// <summary>For human readers: what kind of place it is.</summary>
    public string Category { get; init; } = "";

    /// <summary>For human readers: one sentence.</summary>
    public string Description { get; init; } = "";
}
