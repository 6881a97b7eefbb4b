using Townlet.Configuration;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Exploration;
using Townlet.Learning.Policies;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Actors.Playback;

/// <summary>
/// The town that people watch: one agent that follows one policy. Its lives have either the conditions of today, which are
/// the same for all policies, or those that the policy had in training.
/// </summary>
public sealed class WatchedTown : IDisposable
{
    private const int Actions = ActionMask.ActionCount;

    private readonly Pack _pack;
    private readonly Town _town;
    private readonly StepLedger _ledger = new();
    private readonly TownAction[] _action = new TownAction[1];
    private readonly float[] _qValues = new float[Actions];
    private readonly float[] _meters = new float[8];
    private readonly RewardRule _rewardRule;
    private readonly IdleAgent _idle;
    private readonly int[] _visits;
    private RandomSource _random;
    private RandomSource _placesRandom;
    private Policy _policy;
    private PolicyMemory _memory;
    private TownAction _nextAction;
    private float _potential;
    private double _cumulativeReward;
    private bool _afterCrash;

    /// <param name="pack">The world.</param>
    /// <param name="policy">The first policy. The town owns and disposes it.</param>
    /// <param name="described">The description of the policy.</param>
    /// <param name="seed">Seed of start cells and of chance.</param>
    public WatchedTown(Pack pack, Policy policy, WatchedPolicy described, ulong seed)
    {
        _pack = pack;
        _policy = policy;
        _memory = policy.NewMemory();
        _town = new Town(pack.Town, 1, seed);
        _random = new RandomSource(seed, stream: 1);
        _placesRandom = new RandomSource(seed, stream: 2);
        _visits = new int[pack.Town.Places.Length];
        _rewardRule = new RewardRule(pack.Population);
        _idle = new IdleAgent(pack.Town);
        Life = new WatchedLife(0, described, LifeConditions.Today, Stage: 0, DepletionMultiplier: 0, Epsilon: 0, IdleSurvival: 0);
    }

    public WatchedLife Life { get; private set; }

    public bool LifeEnded => _town.Ends[0] != LifeEnd.None;

    public LifeEnd End => _town.Ends[0];

    public Meter? CauseOfDeath => _town.CauseOfDeath(0);

    public int Steps => _town.StepsLived[0];

    /// <summary>Reward that the learner would have got for the life so far, without novelty.</summary>
    public double TotalReward => _cumulativeReward;

    public void Dispose() => _policy.Dispose();

    /// <summary>Another policy takes over the present life. It does not know what the policy before it saw.</summary>
    public void Adopt(Policy policy, WatchedPolicy described)
    {
        _policy.Dispose();
        _policy = policy;
        _memory = policy.NewMemory();
        _nextAction = Greedy(_town.ActionMasks);
        Life = Life with { Policy = described, Epsilon = EpsilonOf(Life.Conditions, described) };
    }

    /// <summary>To be called before the first life, which then continues the numbering of an inference that failed.</summary>
    /// <param name="life">Number of its last life.</param>
    /// <param name="wasThrownAway">That life had not ended.</param>
    public void ContinueAfter(int life, bool wasThrownAway)
    {
        Life = Life with { Episode = life };
        _afterCrash = wasThrownAway;
    }

    /// <summary>Begins a new life. From the second life on the places move, if the pack moves places in training.</summary>
    /// <param name="conditions">Today: the last stage of the curriculum, no random actions. Then: the policy's stage and epsilon.</param>
    /// <returns>The first frame of the life.</returns>
    public TownFrame Begin(LifeConditions conditions)
    {
        if (Life.Episode > 0 && _pack.Training.ShufflePlacesEvery is not null)
        {
            _town.ShufflePlaces(ref _placesRandom);
        }

        var stage = conditions == LifeConditions.Today ? CurriculumStage.All[^1] : CurriculumStage.All[Life.Policy.Stage - 1];
        _town.SetDepletionMultiplier(0, stage.DepletionMultiplier);
        _town.Restart(0);
        _memory.Clear(0);
        Array.Clear(_visits);
        _cumulativeReward = 0;
        Life = Life with
        {
            AfterCrash = _afterCrash,
            Episode = Life.Episode + 1,
            Conditions = conditions,
            Stage = stage.Number,
            DepletionMultiplier = stage.DepletionMultiplier,
            Epsilon = EpsilonOf(conditions, Life.Policy),
            IdleSurvival = _idle.Survival(stage.DepletionMultiplier),
        };
        _afterCrash = false;
        return Frame(action: null, byChance: false, reward: null);
    }

    /// <summary>Takes one step of a life that has not ended.</summary>
    public TownFrame Step()
    {
        var mask = _town.ActionMasks;
        var byChance = _random.NextDouble() < Life.Epsilon;
        _action[0] = byChance ? RandomAction.Draw(mask, ref _random) : _nextAction;
        _town.Step(_action, _ledger);
        var reward = _rewardRule.Of(_town, 0, Stage, _potential);
        _cumulativeReward += reward.Total;
        if (_town.InteractionOf(0) is >= 0 and var place)
        {
            _visits[place]++;
        }

        return Frame(_action[0], byChance, reward);
    }

    private CurriculumStage Stage => CurriculumStage.All[Life.Stage - 1];

    private static double EpsilonOf(LifeConditions conditions, WatchedPolicy policy) => conditions == LifeConditions.Today ? 0 : policy.Epsilon;

    private TownAction Greedy(ReadOnlySpan<bool> mask)
    {
        _policy.Evaluate(_town.Observations.Span, _memory, _qValues);
        return (TownAction)Policy.Greedy(_qValues, mask);
    }

    private TownFrame Frame(TownAction? action, bool byChance, StepReward? reward)
    {
        var alive = !LifeEnded;
        var mask = _town.ActionMasks;
        _nextAction = Greedy(mask);
        var hour = _town.HourOf(0);
        _town.CopyMeters(0, _meters);
        _potential = Stage.Potential(_meters);
        return new TownFrame
        {
            Step = _town.StepsLived[0],
            Position = _town.PositionOf(0),
            Meters = [.. _meters],
            Reward = reward,
            CumulativeReward = _cumulativeReward,
            Threat = _idle.ThreatTo(_town),
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
            Cues = [.. _pack.Cues.Where(cue => cue.IsActive(_meters))],
        };
    }

    private double ActivityProgress() =>
        _town.PlaceUnder(0) is >= 0 and var place
            ? Math.Min(1.0, _town.ActivityTicks(0) / (double)_pack.Town.Places[place].RequiredTicks)
            : 0;
}
