using System.Collections.Immutable;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>What one INTERACT on a place does in a given town, where time passes or not.</summary>
internal sealed class PlaceUse
{
    private readonly bool _atOnce;
    private readonly int _requiredTicks;
    private readonly MeterAmount[] _costs;
    private readonly MeterAmount[] _effects;
    private readonly MeterAmount[] _completionBonus;

    private PlaceUse(
        bool atOnce,
        int requiredTicks,
        ImmutableArray<MeterAmount> costs,
        ImmutableArray<MeterAmount> effects,
        ImmutableArray<MeterAmount> completionBonus)
    {
        _atOnce = atOnce;
        _requiredTicks = requiredTicks;
        _costs = SumByMeter(costs);
        _effects = [.. effects];
        _completionBonus = [.. completionBonus];
    }

    public static PlaceUse Of(PlaceDefinition place, bool temporal) => (place.InteractionType, temporal) switch
    {
        (InteractionType.Instant, _) or (InteractionType.Dual, false) => AtOnce(place.Costs, place.Effects),
        (InteractionType.MultiTick, false) => AtOnce(Times(place.CostsPerTick, place.RequiredTicks), WholeActivity(place)),
        (InteractionType.Continuous, false) => Ticks(place, requiredTicks: 1, completionBonus: []),
        (InteractionType.Continuous, true) => Ticks(place, requiredTicks: int.MaxValue, completionBonus: []),
        _ => Ticks(place, place.RequiredTicks, place.CompletionBonus),
    };

    /// <summary>Uses the place once.</summary>
    /// <returns>False where the agent cannot pay; nothing has changed then.</returns>
    public bool Apply(Lives lives, int agent)
    {
        foreach (var cost in _costs)
        {
            if (lives.Value(cost.Meter, agent) < cost.Amount)
            {
                return false;
            }
        }

        if (_atOnce)
        {
            ApplyAtOnce(lives, agent);
        }
        else
        {
            ApplyTick(lives, agent);
        }

        return true;
    }

    // Each effect is added and clamped, then the cost is taken.
    private static PlaceUse AtOnce(ImmutableArray<MeterAmount> costs, ImmutableArray<MeterAmount> effects) =>
        new(atOnce: true, requiredTicks: 1, costs, effects, []);

    // Cost, effects and, on the last tick, the bonus are added up, then clamped once.
    private static PlaceUse Ticks(PlaceDefinition place, int requiredTicks, ImmutableArray<MeterAmount> completionBonus) =>
        new(atOnce: false, requiredTicks, place.CostsPerTick, place.EffectsPerTick, completionBonus);

    private void ApplyAtOnce(Lives lives, int agent)
    {
        foreach (var effect in _effects)
        {
            lives.Value(effect.Meter, agent) += effect.Amount;
            Clamp(lives, agent, effect.Meter);
        }

        foreach (var cost in _costs)
        {
            lives.Value(cost.Meter, agent) -= cost.Amount;
            Clamp(lives, agent, cost.Meter);
        }
    }

    private void ApplyTick(Lives lives, int agent)
    {
        foreach (var cost in _costs)
        {
            lives.Value(cost.Meter, agent) -= cost.Amount;
        }

        Add(lives, agent, _effects);

        var ticks = lives.ActivityTicks[agent] + 1;
        if (ticks >= _requiredTicks)
        {
            Add(lives, agent, _completionBonus);
            ticks = 0;
        }

        lives.ActivityTicks[agent] = ticks;

        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            Clamp(lives, agent, meter);
        }
    }

    private static void Add(Lives lives, int agent, MeterAmount[] amounts)
    {
        foreach (var amount in amounts)
        {
            lives.Value(amount.Meter, agent) += amount.Amount;
        }
    }

    private static void Clamp(Lives lives, int agent, Meter meter)
    {
        ref var value = ref lives.Value(meter, agent);
        value = float.ClampNative(value, 0f, 1f);
    }

    private static ImmutableArray<MeterAmount> WholeActivity(PlaceDefinition place) =>
        [.. SumByMeter([.. Times(place.EffectsPerTick, place.RequiredTicks), .. place.CompletionBonus])];

    private static ImmutableArray<MeterAmount> Times(ImmutableArray<MeterAmount> amounts, int count) =>
        [.. amounts.Select(amount => amount with { Amount = amount.Amount * count })];

    private static MeterAmount[] SumByMeter(IEnumerable<MeterAmount> amounts) =>
        [.. amounts.GroupBy(amount => amount.Meter, (meter, group) => new MeterAmount(meter, group.Aggregate(0f, (sum, amount) => sum + amount.Amount)))];
}
