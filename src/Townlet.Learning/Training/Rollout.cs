using Townlet.Configuration.Settings;
using Townlet.Learning.Dqn;
using Townlet.Learning.Exploration;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>Lives what training learns from: in each step every agent looks, acts and remembers, in this order.</summary>
internal sealed class Rollout
{
    private readonly PopulationSettings _population;
    private readonly Town _town;
    private readonly QFunction _function;
    private readonly DqnLearner _learner;
    private readonly ReplayMemory _replay;
    private readonly RandomNetworkDistillation _distillation;
    private readonly EpsilonGreedy _exploration;
    private readonly ShapedRewards _rewards;
    private readonly LifeLog _log;
    private readonly TrainingProgress _progress;

    private readonly float[] _observations;
    private readonly float[] _memories;
    private readonly float[] _memoriesBefore;
    private readonly float[] _qValues;
    private readonly TownAction[] _actions;
    private readonly float[] _novelties;
    private readonly bool[] _living;

    public Rollout(TrainingState state)
    {
        _population = state.Pack.Population;
        _town = state.Town;
        _function = state.Function;
        _learner = state.Learner;
        _replay = state.Replay;
        _distillation = state.Distillation;
        _exploration = state.Exploration;
        _rewards = new ShapedRewards(new RewardRule(_population), _town, state.Curriculum);
        _log = state.Log;
        _progress = state.Progress;

        _observations = new float[_town.AgentCount * _town.ObservationSize];
        _memories = state.Memories;
        _memoriesBefore = new float[_memories.Length];
        _qValues = new float[_town.AgentCount * QFunction.Actions];
        _actions = new TownAction[_town.AgentCount];
        _novelties = new float[_town.AgentCount];
        _living = new bool[_town.AgentCount];
    }

    /// <summary>What each agent sees, what its actions are worth to it there, and how new it is.</summary>
    public void Look()
    {
        _town.Observations.Span.CopyTo(_observations);
        _memories.CopyTo(_memoriesBefore, 0);
        _function.Evaluate(_learner.Weights, _actions.Length, _observations, _memories, _qValues);
        for (var agent = 0; agent < _actions.Length; agent++)
        {
            _living[agent] = _town.Ends[agent] == LifeEnd.None;
        }

        _distillation.Observe(_observations, _living, _novelties);
    }

    /// <summary>Chooses an action for each agent that lives, and takes them all.</summary>
    public void Act()
    {
        for (var agent = 0; agent < _actions.Length; agent++)
        {
            if (_living[agent])
            {
                _actions[agent] = Choose(agent);
            }
            else
            {
                // This step begins a new life; the town ignores the action.
                _actions[agent] = TownAction.Wait;
                _memories.AsSpan(agent * _function.MemorySize, _function.MemorySize).Clear();
                _log.Clear(agent);
            }
        }

        _town.Step(_actions);
    }

    /// <summary>Puts what each agent saw, did, got and saw next into replay.</summary>
    public void Remember()
    {
        for (var agent = 0; agent < _actions.Length; agent++)
        {
            if (_living[agent])
            {
                Remember(agent);
            }
        }
    }

    private TownAction Choose(int agent)
    {
        var qValues = _qValues.AsSpan(agent * QFunction.Actions, QFunction.Actions);
        var mask = _town.ActionMasks.Slice(agent * QFunction.Actions, QFunction.Actions);
        _rewards.BeforeStep(agent);

        // Entropy must mean the same for every kind of reward.
        _log.Acts(agent, _town.PositionOf(agent), PolicyEntropy.Normalised(qValues, mask, _rewards.Unit), _novelties[agent]);
        return _exploration.Choose(qValues, mask, ref _progress.Exploration);
    }

    private void Remember(int agent)
    {
        var end = _town.Ends[agent];
        var reward = _rewards.AfterStep(agent);
        _replay.Add(
            agent,
            new Transition
            {
                Observation = _observations.AsSpan(agent * _town.ObservationSize, _town.ObservationSize),
                Memory = _memoriesBefore.AsSpan(agent * _function.MemorySize, _function.MemorySize),
                Action = _actions[agent],
                Reward = reward,
                Novelty = _novelties[agent],
                NextObservation = _town.Observations.Span.Slice(agent * _town.ObservationSize, _town.ObservationSize),
                NextMask = _town.NextActions(agent),
                Discount = end == LifeEnd.Death ? 0 : (float)_population.Gamma,
            },
            lifeEnded: end != LifeEnd.None);
        _log.Acted(agent, reward, _town.InteractionOf(agent));
        _progress.TotalSteps++;
    }
}
