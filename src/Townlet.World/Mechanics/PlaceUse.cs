using System.Collections.Immutable;

namespace Townlet.World;

/// <summary>What one INTERACT on a place does in a given town: its definition seen through instant or temporal rules.</summary>
internal sealed class PlaceUse
{
    private readonly MeterAmount[] _costs;
    private readonly MeterAmount[] _effects;
    private readonly MeterAmount[] _completionBonus;
    private readonly UseKind _kind;
    private readonly int _requiredTicks;

    private PlaceUse(
        UseKind kind,
        int requiredTicks,
        ImmutableArray<MeterAmount> costs,
        ImmutableArray<MeterAmount> effects,
        ImmutableArray<MeterAmount> completionBonus)
    {
        _kind = kind;
        _requiredTicks = requiredTicks;
        _costs = SumByMeter(costs);
        _effects = [.. effects];
        _completionBonus = [.. completionBonus];
    }

    private enum UseKind
    {
        /// <summary>Each effect is added and clamped, then the cost is taken.</summary>
        Instant,

        /// <summary>One tick of many: cost, effects and on the last tick the bonus, then one clamp.</summary>
        Tick,

        /// <summary>A tick that no other depends on: cost and effects, then one clamp.</summary>
        Continuous,
    }

    public static PlaceUse Of(PlaceDefinition place, bool temporal) => (place.InteractionType, temporal) switch
    {
        (InteractionType.Instant, _) or (InteractionType.Dual, false) =>
            new(UseKind.Instant, 1, place.Costs, place.Effects, []),
        (InteractionType.MultiTick, false) =>
            new(UseKind.Instant, 1, Times(place.CostsPerTick, place.RequiredTicks), WholeActivity(place), []),
        (InteractionType.Continuous, _) =>
            new(UseKind.Continuous, temporal ? int.MaxValue : 1, place.CostsPerTick, place.EffectsPerTick, []),
        _ => new(UseKind.Tick, place.RequiredTicks, place.CostsPerTick, place.EffectsPerTick, place.CompletionBonus),
    };

    /// <summary>Uses the place once.</summary>
    /// <returns>False where the agent cannot pay, and nothing happened.</returns>
    public bool Apply(Lives lives, int agent)
    {
        foreach (var cost in _costs)
        {
            if (lives.Value(cost.Meter, agent) < cost.Amount)
            {
                return false;
            }
        }

        if (_kind == UseKind.Instant)
        {
            ApplyAtOnce(lives, agent);
        }
        else
        {
            ApplyTick(lives, agent);
        }

        return true;
    }

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
