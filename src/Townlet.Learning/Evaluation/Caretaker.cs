using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Evaluation;

/// <summary>
/// The scripted rule that learners are compared with. It knows the rules of its town and sees the whole state. It takes the most
/// urgent need, walks to a place that helps, uses the place to the end, and chooses again. The place must be open on arrival and
/// affordable. A need is due if it cannot wait for a whole round of errands. If no need is due, the caretaker waits. It computes
/// all its figures from the definition, so it works in any town, also in one whose places move.
/// </summary>
public sealed class Caretaker : ITownPlayer
{
    private const int NoErrand = -1;
    private const int HoursPerDay = 24;

    /// <summary>If the meter is nearly full, only a part of what an errand gives can be used. Below this share the errand is not worth its price.</summary>
    private const float LeastShareUsed = 0.25f;

    private readonly PlaceOffer[] _offers;
    private readonly NeedOutlook _outlook;
    private readonly Meter[] _needs;
    private readonly bool[] _tried;

    /// <summary>Steps of the longest walk in the grid.</summary>
    private readonly int _longestWalk;

    /// <summary>A need that can wait for more steps than this is not due.</summary>
    private readonly int _round;

    /// <summary>Steps that it takes to earn one unit of money, closing hours included. If no place pays, the number is so large that the cheapest errand wins.</summary>
    private readonly float _stepsForMoney;

    // The place of each agent's errand, or NoErrand, and how many INTERACTs it still needs there.
    private readonly int[] _errands;
    private readonly int[] _usesLeft;

    /// <param name="definition">The rules of its town.</param>
    /// <param name="agents">Number of agents in that town, at least 1.</param>
    public Caretaker(TownDefinition definition, int agents)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        _offers = [.. Enumerable.Range(0, definition.Places.Length).Select(place => new PlaceOffer(definition, place))];
        _outlook = new NeedOutlook(definition, _offers);
        _needs = [.. definition.Meters.Select(meter => meter.Meter).Where(meter => _offers.Any(offer => offer.Gain(meter) > 0))];
        _tried = new bool[_needs.Length];
        _longestWalk = 2 * (definition.GridSize - 1);
        // The places of two errands in a row are about half of the longest walk apart.
        _round = _needs.Sum(need => definition.GridSize + _offers.Where(offer => offer.Gain(need) > 0).Min(offer => offer.Uses));
        _stepsForMoney = _offers
            .Where(offer => offer.Gain(Meter.Money) > 0 && OpenShare(definition, offer) > 0)
            .Select(offer => (definition.GridSize + offer.Uses) / offer.Gain(Meter.Money) / OpenShare(definition, offer))
            .DefaultIfEmpty(1e6f)
            .Min();
        _errands = new int[agents];
        _usesLeft = new int[agents];
        Array.Fill(_errands, NoErrand);
    }

    public void Choose(Town town, Span<TownAction> actions)
    {
        ArgumentNullException.ThrowIfNull(town);
        for (var agent = 0; agent < actions.Length; agent++)
        {
            if (town.Ends[agent] != LifeEnd.None)
            {
                _errands[agent] = NoErrand;
                actions[agent] = TownAction.Wait;
                continue;
            }

            if (_errands[agent] == NoErrand || _usesLeft[agent] == 0)
            {
                ChooseErrand(town, agent);
            }

            actions[agent] = NextAction(town, agent);
        }
    }

    private TownAction NextAction(Town town, int agent)
    {
        if (_errands[agent] == NoErrand)
        {
            return TownAction.Wait;
        }

        var (x, y) = town.PositionOf(agent);
        var place = town.PlacePositions[_errands[agent]];
        if (x != place.X)
        {
            return x < place.X ? TownAction.Right : TownAction.Left;
        }

        if (y != place.Y)
        {
            return y < place.Y ? TownAction.Down : TownAction.Up;
        }

        _usesLeft[agent]--;
        return TownAction.Interact;
    }

    private void ChooseErrand(Town town, int agent)
    {
        _errands[agent] = NoErrand;
        _outlook.Observe(town, agent);
        Array.Clear(_tried);
        while (MostUrgent() is >= 0 and var need)
        {
            _tried[need] = true;
            if (BestOffer(town, agent, _needs[need]) is { } offer)
            {
                _errands[agent] = offer.Place;
                _usesLeft[agent] = offer.Uses;
                return;
            }
        }
    }

    /// <summary>Index of the most urgent need among those that are due and not tried yet; -1 if there is none.</summary>
    private int MostUrgent()
    {
        var urgent = -1;
        var least = (Rank: int.MaxValue, Wait: 0f);
        for (var need = 0; need < _needs.Length; need++)
        {
            var meter = _needs[need];
            var stepsLeft = _outlook.StepsLeft(meter);
            if (_tried[need] || stepsLeft > _round)
            {
                continue;
            }

            // First come needs that can kill within one long walk, then needs that are in trouble (the emptiest first), then all others.
            var urgency = _outlook.Kills(meter) && stepsLeft < _longestWalk ? (0, stepsLeft)
                : stepsLeft <= 0 ? (1, _outlook.Value(meter))
                : (2, stepsLeft);
            if (urgency.CompareTo(least) < 0)
            {
                least = urgency;
                urgent = need;
            }
        }

        return urgent;
    }

    /// <summary>The errand that fills the need most for each step, where the work to earn its price counts as steps. Null if no errand is possible now.</summary>
    private PlaceOffer? BestOffer(Town town, int agent, Meter need)
    {
        PlaceOffer? best = null;
        var bestRate = 0f;
        var position = town.PositionOf(agent);
        foreach (var offer in _offers)
        {
            var walk = Distance(position, town.PlacePositions[offer.Place]);
            var steps = walk + offer.Uses;
            var gain = Math.Min(offer.Gain(need), 1 - _outlook.ValueAfter(steps, need));
            if (gain <= offer.Gain(need) * LeastShareUsed || !IsOpenThroughout(town, offer, town.HourOf(agent) + walk) || !CanBePaid(offer, walk) || MayKill(town, offer, walk))
            {
                continue;
            }

            var rate = gain / (steps + (offer.Price(Meter.Money) * _stepsForMoney));
            if (rate > bestRate)
            {
                bestRate = rate;
                best = offer;
            }
        }

        return best;
    }

    /// <param name="town">The town, for its opening hours.</param>
    /// <param name="offer">The place and the length of its use.</param>
    /// <param name="arrival">The hour of arrival, from 0; it may lie beyond the end of the day.</param>
    private static bool IsOpenThroughout(Town town, PlaceOffer offer, int arrival)
    {
        for (var use = 0; use < offer.Uses; use++)
        {
            if (!town.IsOpen(offer.Place, (arrival + use) % HoursPerDay))
            {
                return false;
            }
        }

        return true;
    }

    private bool CanBePaid(PlaceOffer offer, int walk)
    {
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            if (offer.Price(meter) > 0 && _outlook.ValueAfter(walk, meter) < offer.Price(meter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The agent could die on the walk to the place, or on the walk from there to the nearest place that helps.</summary>
    private bool MayKill(Town town, PlaceOffer offer, int walk)
    {
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            if (!_outlook.Kills(meter))
            {
                continue;
            }

            var gain = offer.Gain(meter);
            var left = gain > 0 ? _outlook.ValueAfter(walk, meter)
                : _outlook.ValueAfter(walk + offer.Uses + (gain < 0 ? WalkToRemedy(town, offer, meter) : 0), meter) + gain;
            if (left <= 0)
            {
                return true;
            }
        }

        return false;
    }

    private int WalkToRemedy(Town town, PlaceOffer from, Meter meter)
    {
        var nearest = _longestWalk;
        foreach (var remedy in _offers)
        {
            if (remedy.Gain(meter) > 0)
            {
                nearest = Math.Min(nearest, Distance(town.PlacePositions[from.Place], town.PlacePositions[remedy.Place]));
            }
        }

        return nearest;
    }

    private static float OpenShare(TownDefinition definition, PlaceOffer offer) => definition.Temporal
        ? Enumerable.Range(0, HoursPerDay).Count(definition.Places[offer.Place].Hours.IncludeHour) / (float)HoursPerDay
        : 1;

    private static int Distance(GridPosition from, GridPosition to) => Math.Abs(from.X - to.X) + Math.Abs(from.Y - to.Y);
}
