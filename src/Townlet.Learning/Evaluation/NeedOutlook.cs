using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Evaluation;

/// <summary>
/// How long each meter of one life can wait: the steps until trouble begins, if the meter keeps falling as fast as it falls
/// for an agent that walks. Trouble is a cascade that begins, or a death. For money it is a purse that cannot pay for the dearest errand.
/// </summary>
internal sealed class NeedOutlook
{
    private readonly TownDefinition _town;
    private readonly Cascade[] _cascades;
    private readonly float[] _limits;
    private readonly bool[] _kills;
    private readonly float[] _moneyForEach;
    private readonly float[] _values;
    private readonly float[] _losses;
    private readonly float[] _stepsLeft;

    /// <param name="town">The rules.</param>
    /// <param name="offers">What all its places offer.</param>
    public NeedOutlook(TownDefinition town, IReadOnlyCollection<PlaceOffer> offers)
    {
        var meters = town.Meters.Length;
        _town = town;
        _cascades = [.. town.CascadeStages.SelectMany(stage => stage.Cascades)];
        _limits = new float[meters];
        _kills = new bool[meters];
        _moneyForEach = new float[meters];
        _values = new float[meters];
        _losses = new float[meters];
        _stepsLeft = new float[meters];
        foreach (var cascade in _cascades)
        {
            RaiseLimit(cascade.Source, cascade.Threshold);
        }

        foreach (var condition in town.TerminalConditions.Where(condition => condition.Comparison is Comparison.Less or Comparison.LessOrEqual))
        {
            _kills[(int)condition.Meter] = true;
            RaiseLimit(condition.Meter, condition.Value);
        }

        foreach (var meter in town.Meters.Select(meter => meter.Meter).Where(meter => meter != Meter.Money))
        {
            if (offers.Where(offer => offer.Gain(meter) > 0).MinBy(offer => offer.Price(Meter.Money) / offer.Gain(meter)) is { } cheapest)
            {
                _moneyForEach[(int)meter] = cheapest.Price(Meter.Money) / cheapest.Gain(meter);
                RaiseLimit(Meter.Money, cheapest.Price(Meter.Money));
            }
        }
    }

    /// <summary>Whether a low value of this meter ends a life.</summary>
    public bool Kills(Meter meter) => _kills[(int)meter];

    /// <summary>Value of the meter, in [0, 1].</summary>
    public float Value(Meter meter) => _values[(int)meter];

    /// <summary>Steps until trouble; negative if the trouble has begun, infinite if the meter does not fall.</summary>
    public float StepsLeft(Meter meter) => _stepsLeft[(int)meter];

    /// <summary>The value of the meter after so many steps of walking, by the same calculation; not clamped.</summary>
    public float ValueAfter(int steps, Meter meter) => _values[(int)meter] - (_losses[(int)meter] * steps);

    /// <summary>Computes the outlook for one agent of a town with these rules.</summary>
    public void Observe(Town town, int agent)
    {
        town.CopyMeters(agent, _values);
        foreach (var meter in _town.Meters)
        {
            _losses[(int)meter.Meter] = meter.BaseDepletion * town.DepletionMultiplier(agent);
        }

        _losses[(int)Meter.Energy] += _town.ActionCosts.MoveEnergy;
        _losses[(int)Meter.Hygiene] += _town.ActionCosts.MoveHygiene;
        _losses[(int)Meter.Satiation] += _town.ActionCosts.MoveSatiation;
        foreach (var modulation in _town.Modulations)
        {
            _losses[(int)modulation.Target] += modulation.BaselineDepletion * (modulation.BaseMultiplier + (modulation.Range * (1 - Value(modulation.Source))));
        }

        foreach (var cascade in _cascades)
        {
            _losses[(int)cascade.Target] += cascade.Strength * Math.Max(0, cascade.Threshold - Value(cascade.Source)) / cascade.Threshold;
        }

        // In the long run the purse also pays for refilling the other meters.
        var spending = _losses[(int)Meter.Money];
        for (var meter = 0; meter < _values.Length; meter++)
        {
            spending += _losses[meter] * _moneyForEach[meter];
        }

        for (var meter = 0; meter < _values.Length; meter++)
        {
            var loss = meter == (int)Meter.Money ? spending : _losses[meter];
            var reserve = _values[meter] - _limits[meter];
            _stepsLeft[meter] = loss > 0 ? reserve / loss : reserve < 0 ? 0 : float.PositiveInfinity;
        }
    }

    private void RaiseLimit(Meter meter, float limit) => _limits[(int)meter] = Math.Max(_limits[(int)meter], limit);
}
