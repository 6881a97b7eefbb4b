using System.Collections.Immutable;
using Townlet.World.Definition;

namespace Townlet.World.Tests.Definition;

/// <summary>Variants of a shipped level, each changed only in what a test is about.</summary>
internal static class TownDefinitionChanges
{
    /// <summary>Nothing drains by itself and acting is free: meters change only through places.</summary>
    public static TownDefinition Still(this TownDefinition definition) => definition with
    {
        ActionCosts = new ActionCosts { MoveEnergy = 0f, WaitEnergy = 0f, InteractEnergy = 0f, MoveHygiene = 0f, MoveSatiation = 0f },
        Meters = [.. definition.Meters.Select(meter => meter with { BaseDepletion = 0f })],
        Modulations = [],
        CascadeStages = [],
    };

    public static TownDefinition WithInitial(this TownDefinition definition, params ReadOnlySpan<(Meter Meter, float Value)> values)
    {
        var meters = definition.Meters;
        foreach (var (meter, value) in values)
        {
            meters = meters.SetItem((int)meter, meters[(int)meter] with { Initial = value });
        }

        return definition with { Meters = meters };
    }

    /// <summary>One place, at (0, 0).</summary>
    public static TownDefinition WithOnlyPlace(this TownDefinition definition, PlaceDefinition place) =>
        definition with { Places = [place with { Position = new GridPosition(0, 0) }] };

    public static TownDefinition WithDeaths(this TownDefinition definition, params ImmutableArray<TerminalCondition> conditions) =>
        definition with { TerminalConditions = conditions };
}
