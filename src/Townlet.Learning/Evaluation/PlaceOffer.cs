using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Evaluation;

/// <summary>What one complete use of a place costs and gives in a town, including the bonus at the end of an activity.</summary>
internal sealed class PlaceOffer
{
    private readonly float[] _gains;
    private readonly float[] _prices;

    /// <param name="town">The rules.</param>
    /// <param name="place">Index of the place.</param>
    public PlaceOffer(TownDefinition town, int place)
    {
        var definition = town.Places[place];
        var inTicks = definition.InteractionType switch
        {
            InteractionType.Instant => false,
            InteractionType.Dual => town.Temporal,
            _ => true,
        };
        var hasEnd = inTicks && definition.InteractionType != InteractionType.Continuous;
        var ticks = hasEnd ? definition.RequiredTicks : 1;
        Place = place;
        Uses = town.Temporal ? ticks : 1;
        _prices = SumByMeter(inTicks ? definition.CostsPerTick : definition.Costs, ticks);
        _gains = SumByMeter(inTicks ? definition.EffectsPerTick : definition.Effects, ticks);
        var bonus = SumByMeter(hasEnd ? definition.CompletionBonus : [], 1);
        for (var meter = 0; meter < _gains.Length; meter++)
        {
            _gains[meter] += bonus[meter] - _prices[meter];
        }

        float[] SumByMeter(IEnumerable<MeterAmount> amounts, int times)
        {
            var sums = new float[town.Meters.Length];
            foreach (var amount in amounts)
            {
                sums[(int)amount.Meter] += amount.Amount * times;
            }

            return sums;
        }
    }

    /// <summary>Index of the place.</summary>
    public int Place { get; }

    /// <summary>Number of INTERACT steps, at least 1.</summary>
    public int Uses { get; }

    /// <summary>Change of the meter minus the price, before clamping to [0, 1].</summary>
    public float Gain(Meter meter) => _gains[(int)meter];

    /// <summary>What the use costs of the meter. The meter must hold at least that much.</summary>
    public float Price(Meter meter) => _prices[(int)meter];
}
