using System.Text.Json.Serialization;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Wire;

/// <summary>A place, and what one complete use of it costs, does and takes.</summary>
internal sealed record PlaceDescription([property: JsonIgnore] PlaceDefinition Place, [property: JsonIgnore] bool TimePasses)
{
    private const double DollarsPerMoney = 100;

    public string Type => Place.Name;

    public int X => Place.Position.X;

    public int Y => Place.Position.Y;

    /// <summary>Dollars.</summary>
    public double Cost => Math.Round((IsAtOnce ? Place.Costs : Place.CostsPerTick).Where(cost => cost.Meter == Meter.Money).Sum(cost => cost.Amount) * Ticks * DollarsPerMoney, 2);

    /// <summary>The hour; null where time does not pass.</summary>
    public int? Opens => TimePasses ? Place.Hours.Opens : null;

    /// <summary>The hour; above 24 it wraps past midnight.</summary>
    public int? Closes => TimePasses ? Place.Hours.Closes : null;

    public string Category => Place.Category;

    public string Description => Place.Description;

    /// <summary>By meter.</summary>
    public IReadOnlyDictionary<string, double> Effects
    {
        get
        {
            var amounts = IsAtOnce
                ? Place.Effects
                : Place.EffectsPerTick.Select(effect => effect with { Amount = effect.Amount * Ticks })
                    .Concat(Place.InteractionType == InteractionType.Continuous ? [] : Place.CompletionBonus);
            return amounts.GroupBy(effect => effect.Meter).ToDictionary(
                effects => MeterNames.NameOf(effects.Key),
                effects => Math.Round(effects.Sum(effect => (double)effect.Amount), 5));
        }
    }

    /// <summary>Steps that one complete use takes: each pays its part of the cost.</summary>
    public int Steps => TimePasses ? Ticks : 1;

    private int Ticks => IsAtOnce || Place.InteractionType == InteractionType.Continuous ? 1 : Place.RequiredTicks;

    private bool IsAtOnce => Place.InteractionType == InteractionType.Instant || (Place.InteractionType == InteractionType.Dual && !TimePasses);
}
