using System.Collections.Immutable;
using Townlet.Configuration;
using Townlet.Learning;
using Townlet.World;

namespace Townlet.Actors;

/// <summary>
/// The town that people watch: one agent, played by one policy. Each action is by chance with the policy's own epsilon,
/// as the learner's are at that age, so that what is seen and the survival curve tell the same story.
/// </summary>
public sealed class WatchedTown : IDisposable
{
    private const int Actions = 6;

    private readonly Pack _pack;
    private readonly Town _town;
    private readonly StepLedger _ledger = new();
    private readonly TownAction[] _action = new TownAction[1];
    private readonly float[] _qValues = new float[Actions];
    private readonly float[] _meters = new float[8];
    private readonly int[] _visits;
    private RandomSource _random;
    private RandomSource _placesRandom;
    private Policy _policy;
    private PolicyMemory _memory;
    private TownAction _nextAction;
    private double _cumulativeReward;

    /// <param name="pack">The world.</param>
    /// <param name="policy">What plays first; owned from now on.</param>
    /// <param name="described">What is told of it.</param>
    /// <param name="seed">Of start cells and chance.</param>
    public WatchedTown(Pack pack, Policy policy, WatchedPolicy described, ulong seed)
    {
        _pack = pack;
        _policy = policy;
        _memory = policy.NewMemory();
        _town = new Town(pack.Town, 1, seed);
        _random = new RandomSource(seed, stream: 1);
        _placesRandom = new RandomSource(seed, stream: 2);
        _visits = new int[pack.Town.Places.Length];
        Life = new WatchedLife(0, described, 0, 0);
    }

    public WatchedLife Life { get; private set; }

    public bool LifeEnded => _town.Ends[0] != LifeEnd.None;

    public LifeEnd End => _town.Ends[0];

    public Meter? CauseOfDeath => _town.CauseOfDeath(0);

    public int Steps => _town.StepsLived[0];

    public double TotalReward => _cumulativeReward;

    public void Dispose() => _policy.Dispose();

    /// <summary>The mind changes, the body lives on; it remembers nothing of what the mind before it saw.</summary>
    public void Adopt(Policy policy, WatchedPolicy described)
    {
        _policy.Dispose();
        _policy = policy;
        _memory = policy.NewMemory();
        _nextAction = Greedy(_town.ActionMasks);
        Life = Life with { Policy = described };
    }

    /// <summary>A new life under the policy's curriculum stage; after the first in a new town, where the pack moves places in training.</summary>
    /// <returns>Its first frame.</returns>
    public TownFrame Begin()
    {
        if (Life.Episode > 0 && _pack.Training.ShufflePlacesEvery is not null)
        {
            _town.ShufflePlaces(ref _placesRandom);
        }

        _town.SetDepletionMultiplier(0, Life.Policy.DepletionMultiplier);
        _town.Restart(0);
        _memory.Clear(0);
        Array.Clear(_visits);
        _cumulativeReward = 0;
        Life = Life with
        {
            Episode = Life.Episode + 1,
            Baseline = _town.Baseline(0),
            DepletionMultiplier = Life.Policy.DepletionMultiplier,
        };
        return Frame(action: null, byChance: false);
    }

    /// <summary>One step of a life that has not ended.</summary>
    public TownFrame Step()
    {
        var mask = _town.ActionMasks;
        var byChance = _random.NextDouble() < Life.Policy.Epsilon;
        _action[0] = byChance ? AnyValid(mask) : _nextAction;
        _town.Step(_action, _ledger);
        _cumulativeReward += _town.Rewards[0];
        if (_town.InteractionOf(0) is >= 0 and var place)
        {
            _visits[place]++;
        }

        return Frame(_action[0], byChance);
    }

    private TownAction AnyValid(ReadOnlySpan<bool> mask)
    {
        var valid = mask.Count(true);
        var skip = _random.NextInt(valid);
        for (var action = 0; ; action++)
        {
            if (mask[action] && skip-- == 0)
            {
                return (TownAction)action;
            }
        }
    }

    private TownAction Greedy(ReadOnlySpan<bool> mask)
    {
        _policy.Evaluate(_town.Observations.Span, _memory, _qValues);
        return (TownAction)Policy.Greedy(_qValues, mask);
    }

    private TownFrame Frame(TownAction? action, bool byChance)
    {
        var alive = !LifeEnded;
        var mask = _town.ActionMasks;
        _nextAction = Greedy(mask);
        var hour = _town.HourOf(0);
        _town.CopyMeters(0, _meters);
        return new TownFrame
        {
            Step = _town.StepsLived[0],
            Position = _town.PositionOf(0),
            Meters = [.. _meters],
            Reward = action is null ? 0 : _town.Rewards[0],
            CumulativeReward = _cumulativeReward,
            Action = action,
            ByChance = byChance,
            NextAction = alive ? _nextAction : null,
            QValues = [.. _qValues],
            ActionMask = [.. mask],
            Interaction = action is null ? -1 : _town.InteractionOf(0),
            Alive = alive,
            Hour = hour,
            ActivityProgress = ActivityProgress(),
            Places = _town.PlacePositions,
            PlacesOpen = [.. Enumerable.Range(0, _visits.Length).Select(place => _town.IsOpen(place, hour))],
            PlaceVisits = [.. _visits],
            Changes = action is null ? [] : [.. _ledger.Changes],
            Cues = ActiveCues(),
        };
    }

    private double ActivityProgress() =>
        _town.PlaceUnder(0) is >= 0 and var place
            ? Math.Min(1.0, _town.ActivityTicks(0) / (double)_pack.Town.Places[place].RequiredTicks)
            : 0;

    private ImmutableArray<string> ActiveCues()
    {
        var active = ImmutableArray.CreateBuilder<string>();
        foreach (var cue in _pack.Cues)
        {
            if (cue.IsActive(_meters))
            {
                active.Add(cue.Name);
            }
        }

        return active.ToImmutable();
    }
}
