using System.Collections.Immutable;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Dqn;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Training;

/// <summary>Adds up the figures of each agent's present life, for the report at its end.</summary>
internal sealed class LifeLog
{
    private readonly int _agents;
    private readonly int _places;
    private readonly int _gridSize;
    private readonly double[] _extrinsic;
    private readonly double[] _intrinsic;
    private readonly double[] _entropy;
    private readonly double[] _loss;
    private readonly double[] _tdError;
    private readonly double[] _meanQ;
    private readonly int[] _learnerSteps;
    private readonly int[] _lastPlace;
    private readonly int[] _placeTransitions;
    private readonly int[] _cellVisits;
    private readonly double[] _cellNovelty;

    public LifeLog(Town town)
    {
        _agents = town.AgentCount;
        _places = town.Definition.Places.Length;
        _gridSize = town.Definition.GridSize;
        _extrinsic = new double[_agents];
        _intrinsic = new double[_agents];
        _entropy = new double[_agents];
        _loss = new double[_agents];
        _tdError = new double[_agents];
        _meanQ = new double[_agents];
        _learnerSteps = new int[_agents];
        _lastPlace = new int[_agents];
        _lastPlace.AsSpan().Fill(-1);
        _placeTransitions = new int[_agents * TransitionsPerAgent];
        _cellVisits = new int[_agents * CellsPerAgent];
        _cellNovelty = new double[_agents * CellsPerAgent];
    }

    private int TransitionsPerAgent => (_places + 1) * _places;

    private int CellsPerAgent => _gridSize * _gridSize;

    /// <summary>An agent is about to act.</summary>
    public void Acts(int agent, GridPosition position, double entropy, float novelty)
    {
        var cell = (agent * CellsPerAgent) + (position.Y * _gridSize) + position.X;
        _cellVisits[cell]++;
        _cellNovelty[cell] += novelty;
        _entropy[agent] += entropy;
        _intrinsic[agent] += novelty;
    }

    /// <summary>An agent has acted.</summary>
    /// <param name="agent">Its index.</param>
    /// <param name="reward">The reward of the step, without novelty.</param>
    /// <param name="place">The place that took effect, or -1.</param>
    public void Acted(int agent, float reward, int place)
    {
        _extrinsic[agent] += reward;
        if (place >= 0)
        {
            _placeTransitions[(agent * TransitionsPerAgent) + ((_lastPlace[agent] + 1) * _places) + place]++;
            _lastPlace[agent] = place;
        }
    }

    /// <summary>The learner has taken a step. It counts for every life that has not ended.</summary>
    public void Learnt(LearningFigures figures)
    {
        for (var agent = 0; agent < _agents; agent++)
        {
            _loss[agent] += figures.Loss;
            _tdError[agent] += figures.TdError;
            _meanQ[agent] += figures.MeanQ;
            _learnerSteps[agent]++;
        }
    }

    public double MeanEntropy(int agent, int steps) => _entropy[agent] / steps;

    public double Extrinsic(int agent) => _extrinsic[agent];

    public double Intrinsic(int agent) => _intrinsic[agent];

    /// <summary>Means over the learner steps during the life; null where there was none.</summary>
    public LearningFigures? Figures(int agent) => _learnerSteps[agent] is var steps and > 0
        ? new LearningFigures(_loss[agent] / steps, _tdError[agent] / steps, _meanQ[agent] / steps)
        : null;

    public ImmutableArray<int> PlaceVisits(int agent)
    {
        var visits = new int[_places];
        foreach (var transition in PlaceTransitions(agent))
        {
            visits[transition.To] += transition.Count;
        }

        return ImmutableArray.Create(visits);
    }

    public ImmutableArray<PlaceTransition> PlaceTransitions(int agent)
    {
        var transitions = ImmutableArray.CreateBuilder<PlaceTransition>();
        var counts = _placeTransitions.AsSpan(agent * TransitionsPerAgent, TransitionsPerAgent);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                transitions.Add(new PlaceTransition((i / _places) - 1, i % _places, counts[i]));
            }
        }

        return transitions.ToImmutable();
    }

    public ImmutableArray<CellVisits> CellVisits(int agent)
    {
        var visits = ImmutableArray.CreateBuilder<CellVisits>();
        for (var i = 0; i < CellsPerAgent; i++)
        {
            var cell = (agent * CellsPerAgent) + i;
            if (_cellVisits[cell] > 0)
            {
                visits.Add(new CellVisits(i % _gridSize, i / _gridSize, _cellVisits[cell], _cellNovelty[cell] / _cellVisits[cell]));
            }
        }

        return visits.ToImmutable();
    }

    /// <summary>Forgets the life that ended.</summary>
    public void Clear(int agent)
    {
        _extrinsic[agent] = 0;
        _intrinsic[agent] = 0;
        _entropy[agent] = 0;
        _loss[agent] = 0;
        _tdError[agent] = 0;
        _meanQ[agent] = 0;
        _learnerSteps[agent] = 0;
        _lastPlace[agent] = -1;
        _placeTransitions.AsSpan(agent * TransitionsPerAgent, TransitionsPerAgent).Clear();
        _cellVisits.AsSpan(agent * CellsPerAgent, CellsPerAgent).Clear();
        _cellNovelty.AsSpan(agent * CellsPerAgent, CellsPerAgent).Clear();
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("life.intrinsic", _intrinsic, _agents);
        checkpoint.Add("life.learner", _extrinsic, _agents);
        checkpoint.Add("life.entropy", _entropy, _agents);
        checkpoint.Add("life.loss", _loss, _agents);
        checkpoint.Add("life.td_error", _tdError, _agents);
        checkpoint.Add("life.mean_q", _meanQ, _agents);
        checkpoint.Add("life.learner_steps", _learnerSteps, _agents);
        checkpoint.Add("life.last_place", _lastPlace, _agents);
        checkpoint.Add("life.place_transitions", _placeTransitions, _agents, _places + 1, _places);
        checkpoint.Add("life.cell_visits", _cellVisits, _agents, _gridSize, _gridSize);
        checkpoint.Add("life.cell_novelty", _cellNovelty, _agents, _gridSize, _gridSize);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read<double>("life.intrinsic", _intrinsic);
        checkpoint.Read<double>("life.learner", _extrinsic);
        checkpoint.Read<double>("life.entropy", _entropy);
        checkpoint.Read<double>("life.loss", _loss);
        checkpoint.Read<double>("life.td_error", _tdError);
        checkpoint.Read<double>("life.mean_q", _meanQ);
        checkpoint.Read<int>("life.learner_steps", _learnerSteps);
        checkpoint.Read("life.last_place", _lastPlace, -1, _places - 1);
        checkpoint.Read<int>("life.place_transitions", _placeTransitions);
        checkpoint.Read<int>("life.cell_visits", _cellVisits);
        checkpoint.Read<double>("life.cell_novelty", _cellNovelty);
    }
}
