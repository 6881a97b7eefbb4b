using System.Collections.Immutable;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Wire;

/// <summary>The town as viewers need to know it.</summary>
internal sealed record TownDescription(
    int GridSize,
    int MaxSteps,
    bool PartialObservability,
    int VisionRange,
    bool Temporal,
    ImmutableArray<string> Actions,
    ImmutableArray<MeterDescription> Meters,
    ImmutableArray<CascadeDescription> Cascades,
    ImmutableArray<PlaceDescription> Affordances)
{
    public static TownDescription Of(TownDefinition town) => new(
        town.GridSize,
        town.MaxSteps,
        town.Observation.Partial,
        town.Observation.VisionRange,
        town.Temporal,
        ["UP", "DOWN", "LEFT", "RIGHT", "INTERACT", "WAIT"],
        [.. town.Meters.Select(meter => new MeterDescription(meter.Meter, meter.Tier, meter.BaseDepletion))],
        [.. town.CascadeStages.SelectMany(stage => stage.Cascades).Select(rule => new CascadeDescription(rule.Name, rule.Source, rule.Target, rule.Threshold, rule.Strength))],
        [.. town.Places.Select(place => PlaceDescription.Of(place, town.Temporal))]);
}

internal sealed record MeterDescription(Meter Name, string Tier, float BaseDepletion);

internal sealed record CascadeDescription(string Name, Meter Source, Meter Target, float Threshold, float Strength);

/// <summary>
/// A place, and what one complete use of it costs (dollars), does (by meter) and takes (steps: each pays its part of the cost).
/// Hours are null where time does not pass; a closing hour above 24 wraps past midnight.
/// </summary>
internal sealed record PlaceDescription(
    string Type, int X, int Y, double Cost, int? Opens, int? Closes, string Category, string Description, Dictionary<Meter, double> Effects, int Steps)
{
    private const double DollarsPerMoney = 100;

    public static PlaceDescription Of(PlaceDefinition place, bool timePasses)
    {
        var endless = place.InteractionType == InteractionType.Continuous;
        var atOnce = place.InteractionType == InteractionType.Instant || (place.InteractionType == InteractionType.Dual && !timePasses);
        var ticks = atOnce || endless ? 1 : place.RequiredTicks;
        var money = (atOnce ? place.Costs : place.CostsPerTick).Where(cost => cost.Meter == Meter.Money).Sum(cost => cost.Amount);
        var amounts = atOnce
            ? place.Effects
            : place.EffectsPerTick.Select(effect => effect with { Amount = effect.Amount * ticks }).Concat(endless ? [] : place.CompletionBonus);
        return new(
            place.Name,
            place.Position.X,
            place.Position.Y,
            Math.Round(money * ticks * DollarsPerMoney, 2),
            timePasses ? place.Hours.Opens : null,
            timePasses ? place.Hours.Closes : null,
            place.Category,
            place.Description,
            amounts.GroupBy(effect => effect.Meter).ToDictionary(effects => effects.Key, effects => Math.Round(effects.Sum(effect => (double)effect.Amount), 5)),
            timePasses ? ticks : 1);
    }
}
