using System.Collections.Immutable;

namespace Townlet.World.Definition;

/// <summary>All that a <see cref="Town"/> needs to know: the rules of one world, already validated.</summary>
public sealed record TownDefinition
{
    /// <summary>Cells per side.</summary>
    public required int GridSize { get; init; }

    /// <summary>A life is cut off after this many steps, which is no death; at least 1.</summary>
    public required int MaxSteps { get; init; }

    /// <summary>True where hours pass, places open and close, and an activity takes several ticks.</summary>
    public required bool Temporal { get; init; }

    public required ObservationOptions Observation { get; init; }

    public required ActionCosts ActionCosts { get; init; }

    /// <summary>The eight meters, at the index of their <see cref="Meter"/>.</summary>
    public required ImmutableArray<MeterDefinition> Meters { get; init; }

    public required ImmutableArray<Modulation> Modulations { get; init; }

    /// <summary>Cascades in the order in which they apply: by category as the pack's execution_order says, then as listed.</summary>
    public required ImmutableArray<CascadeStage> CascadeStages { get; init; }

    /// <summary>A life ends when any of these holds.</summary>
    public required ImmutableArray<TerminalCondition> TerminalConditions { get; init; }

    /// <summary>The places of this town, in the order of the one-hot encoding.</summary>
    public required ImmutableArray<PlaceDefinition> Places { get; init; }
}
