using System.Collections.Immutable;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Dqn;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Exploration;
using Townlet.Learning.Networks;
using Townlet.Learning.Policies;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>
/// Training as a plain object that runs in slices. It owns the town, the learner and everything between them. It
/// knows no clock, file or thread. Only one thread may use it at a time.
/// </summary>
/// <remarks>
/// On the CPU a run is exact: the same pack, plan and seed give the same lives and weights, bit for bit. It does not matter
/// whether the run is captured after a slice and restored in another object or process, or how many threads it has.
/// </remarks>
public sealed class TrainingLoop : IDisposable
{
    /// <summary>Transitions that replay must hold before the first learner step. If a batch is larger, replay must hold one batch.</summary>
    private const int LearningStarts = 64;

    private readonly Pack _pack;
    private readonly TrainingPlan _plan;
    private readonly Town _town;
    private readonly QFunction _function;
    private readonly DqnLearner _learner;
    private readonly ReplayMemory _replay;
    private readonly ReplayBatch _batch;
    private readonly RandomNetworkDistillation _distillation;
    private readonly AdaptiveAnnealing _annealing;
    private readonly EpsilonGreedy _exploration;
    private readonly AdaptiveCurriculum _curriculum;
    private readonly ShapedRewards _rewards;
    private readonly LifeLog _log;
    private readonly EpisodeReporter _reporter;
    private readonly TrainingCheckpoint _checkpoint;

    private readonly float[] _observations;
    private readonly float[] _memories;
    private readonly float[] _memoriesBefore;
    private readonly float[] _qValues;
    private readonly TownAction[] _actions;
    private readonly float[] _novelties;
    private readonly bool[] _living;

    private TrainingProgress _progress;

    /// <summary>Begins a run.</summary>
    public TrainingLoop(Pack pack, TrainingPlan plan)
        : this(pack, plan, plan.Seed)
    {
    }

    private TrainingLoop(Pack pack, TrainingPlan plan, ulong seed)
    {
        _pack = pack;
        _plan = plan;
        _progress = TrainingProgress.AtTheBeginning(seed);
        var agents = pack.Population.AgentCount;
        _town = new Town(pack.Town, agents, seed);
        _function = QFunction.For(pack, _town.ObservationSize);

        var networkRandom = new RandomSource(seed, RandomStreams.Network);
        var distillationRandom = new RandomSource(seed, RandomStreams.Distillation);
        _replay = ReplayMemory.For(pack.Population, _town.ObservationSize, _function.MemorySize);
        _batch = _replay.NewBatch();
        _learner = new DqnLearner(_function, pack.Population, plan.Engine, pack.Training.Threads, _function.DrawWeights(ref networkRandom), _batch);
        _distillation = new RandomNetworkDistillation(agents, _town.ObservationSize, pack.Exploration.EmbedDimension, ref distillationRandom);
        _annealing = new AdaptiveAnnealing(pack.Exploration);
        _exploration = new EpsilonGreedy(pack.Exploration);
        _curriculum = new AdaptiveCurriculum(pack.Curriculum, agents);
        _rewards = new ShapedRewards(new RewardRule(pack.Population), _town, _curriculum);
        _log = new LifeLog(_town);

        _observations = new float[agents * _town.ObservationSize];
        _memories = new float[agents * _function.MemorySize];
        _memoriesBefore = new float[_memories.Length];
        _qValues = new float[agents * QFunction.Actions];
        _actions = new TownAction[agents];
        _novelties = new float[agents];
        _living = new bool[agents];
        _reporter = new EpisodeReporter(_town, _log, new IdleAgent(pack.Town), _annealing, _exploration, _distillation, _replay);
        _checkpoint = new TrainingCheckpoint(pack, _town, _learner, _distillation, _annealing, _curriculum, _replay, _log, _exploration, _memories);
        for (var agent = 0; agent < agents; agent++)
        {
            _town.SetDepletionMultiplier(agent, _curriculum.StageOf(agent).DepletionMultiplier);
        }
    }

    /// <summary>Lives finished, never more than planned. Of lives that end in the last step of the run, only those of the first agents count.</summary>
    public int EpisodesCompleted => _progress.Episodes;

    /// <summary>Steps of all agents together.</summary>
    public long TotalSteps => _progress.TotalSteps;

    /// <summary>All planned lives are finished.</summary>
    public bool Finished => EpisodesCompleted >= _plan.Episodes;

    /// <summary>What was restored by <see cref="Restore(Pack, TrainingPlan, Checkpoint)"/>; null for a run from the beginning.</summary>
    public RestoredState? Restored { get; private set; }

    public LearningStatus Status => new()
    {
        Epsilon = _exploration.Epsilon,
        IntrinsicWeight = _annealing.IntrinsicWeight,
        Stage = _curriculum.StageOf(0).Number,
        DepletionMultiplier = _curriculum.StageOf(0).DepletionMultiplier,
        ReplaySize = _replay.Count,
        LearnerSteps = _learner.Steps,
        Loss = _progress.Figures?.Loss,
        TdError = _progress.Figures?.TdError,
        MeanQ = _progress.Figures?.MeanQ,
        RndError = _distillation.Error,
        LearningRate = LearningRate,
    };

    /// <summary>Falls linearly with the lives finished if the pack gives an end value.</summary>
    private double LearningRate => _pack.Population.LearningRateEnd is { } end
        ? double.Lerp(_pack.Population.LearningRate, end, Math.Min(1, (double)EpisodesCompleted / _plan.Episodes))
        : _pack.Population.LearningRate;

    /// <summary>Resumes the run of a checkpoint exactly.</summary>
    /// <param name="pack">The pack of that run.</param>
    /// <param name="plan">The plan, which may ask for more episodes than the original one.</param>
    /// <param name="checkpoint">A full checkpoint, not a policy.</param>
    /// <exception cref="CheckpointMismatchException">The checkpoint has another pack, network or number of agents, or holds only a policy.</exception>
    /// <exception cref="CheckpointFormatException">A part of the checkpoint is missing or out of range.</exception>
    public static TrainingLoop Restore(Pack pack, TrainingPlan plan, Checkpoint checkpoint)
    {
        TrainingCheckpoint.RequireSameRun(pack, checkpoint);
        var loop = new TrainingLoop(pack, plan, checkpoint.Seed);
        try
        {
            loop.Restore(checkpoint);
            return loop;
        }
        catch
        {
            loop.Dispose();
            throw;
        }
    }

    /// <summary>Trains for at most <paramref name="maxSteps"/> vector steps (one step of every agent). It returns early after a step in which a life ended.</summary>
    /// <exception cref="TrainingDivergedException">The learner's numbers are no longer finite.</exception>
    public TrainingSlice Run(int maxSteps)
    {
        var steps = 0;
        while (steps < maxSteps && !Finished)
        {
            Step();
            steps++;
            if (LivesEnded())
            {
                return EndLives(steps);
            }
        }

        return new TrainingSlice([], [], steps);
    }

    /// <summary>Copies the whole state, from which the run can be resumed exactly. Training may continue while another thread writes the copy.</summary>
    public Checkpoint Capture() => _checkpoint.Capture(_progress);

    /// <summary>A copy of the online network.</summary>
    public ImmutableArray<LayerWeights> Layers() => _learner.Layers();

    /// <summary>A copy of the policy.</summary>
    public Policy TakePolicy() => new(QFunction.For(_pack, _town.ObservationSize), _learner.PolicyWeights.ToArray())
    {
        Episode = EpisodesCompleted,
        TotalSteps = TotalSteps,
        Epsilon = _exploration.Epsilon,
        Stage = _curriculum.StageOf(0).Number,
        DepletionMultiplier = _curriculum.StageOf(0).DepletionMultiplier,
        IntrinsicWeight = _annealing.IntrinsicWeight,
    };

    public void Dispose() => _learner.Dispose();

    /// <summary>One step of the town: choose, act, remember, learn.</summary>
    private void Step()
    {
        _town.Observations.Span.CopyTo(_observations);
        _memories.CopyTo(_memoriesBefore, 0);
        _function.Evaluate(_learner.Weights, _actions.Length, _observations, _memories, _qValues);
        for (var agent = 0; agent < _actions.Length; agent++)
        {
            _living[agent] = _town.Ends[agent] == LifeEnd.None;
        }

        _distillation.Observe(_observations, _living, _novelties);
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
        for (var agent = 0; agent < _actions.Length; agent++)
        {
            if (_living[agent])
            {
                Remember(agent);
            }
        }

        _progress.VectorSteps++;
        if (_progress.VectorSteps % _pack.Population.TrainFrequency == 0 && _replay.Count >= Math.Max(LearningStarts, _batch.Actions.Length))
        {
            _replay.Sample(ref _progress.Replay, _batch, _annealing.IntrinsicWeight);
            var figures = _learner.Learn(_batch, LearningRate);
            _progress.Figures = figures;
            _log.Learnt(figures);
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
        var died = end == LifeEnd.Death;
        var reward = _rewards.AfterStep(agent);
        _replay.Add(
            agent,
            new Transition
            {
                Observation = Observation(agent),
                Memory = _memoriesBefore.AsSpan(agent * _function.MemorySize, _function.MemorySize),
                Action = _actions[agent],
                Reward = reward,
                Novelty = _novelties[agent],
                NextObservation = _town.Observations.Span.Slice(agent * _town.ObservationSize, _town.ObservationSize),
                NextMask = _town.NextActions(agent),
                Discount = died ? 0 : (float)_pack.Population.Gamma,
            },
            lifeEnded: end != LifeEnd.None);
        _log.Acted(agent, reward, _town.InteractionOf(agent));
        _progress.TotalSteps++;
    }

    private ReadOnlySpan<float> Observation(int agent) => _observations.AsSpan(agent * _town.ObservationSize, _town.ObservationSize);

    private bool LivesEnded() => _town.Ends.ContainsAnyExcept(LifeEnd.None);

    private TrainingSlice EndLives(int steps)
    {
        var episodes = ImmutableArray.CreateBuilder<EpisodeReport>();
        var transitions = ImmutableArray.CreateBuilder<StageTransition>();
        var before = EpisodesCompleted;
        for (var agent = 0; agent < _actions.Length && !Finished; agent++)
        {
            if (_town.Ends[agent] != LifeEnd.None)
            {
                EndLife(agent, episodes, transitions);
            }
        }

        return new TrainingSlice(episodes.ToImmutable(), transitions.ToImmutable(), steps) { Shuffle = ShuffleIfDue(before) };
    }

    private void EndLife(int agent, ImmutableArray<EpisodeReport>.Builder episodes, ImmutableArray<StageTransition>.Builder transitions)
    {
        _progress.Episodes++;
        var length = _town.StepsLived[agent];
        var entropy = _log.MeanEntropy(agent, length);
        var decision = _curriculum.EndLife(agent, length, entropy);
        episodes.Add(_reporter.Report(agent, EpisodesCompleted, TotalSteps, decision, entropy, _log.Figures(agent) ?? _progress.Figures));
        if (decision.To != decision.From)
        {
            transitions.Add(EpisodeReporter.Transition(agent, EpisodesCompleted, decision, entropy));
            _town.SetDepletionMultiplier(agent, _curriculum.StageOf(agent).DepletionMultiplier);
        }

        _annealing.EndLife(length);
        if (agent == 0)
        {
            _exploration.Decay();
        }
    }

    /// <summary>Moves every place to a random cell: once for the test of generalisation, and as often as the pack asks.</summary>
    /// <param name="episodesBefore">Lives finished before this step.</param>
    private PlaceShuffle? ShuffleIfDue(int episodesBefore)
    {
        var isTest = !_progress.PlacesShuffled && EpisodesCompleted >= _pack.Training.GeneralizationTestAt;
        if (!isTest && !(_pack.Training.ShufflePlacesEvery is { } every && EpisodesCompleted / every > episodesBefore / every))
        {
            return null;
        }

        _progress.PlacesShuffled |= isTest;
        var before = _town.PlacePositions;
        _town.ShufflePlaces(ref _progress.Places);
        return new PlaceShuffle(EpisodesCompleted, isTest, before, _town.PlacePositions);
    }

    private void Restore(Checkpoint checkpoint)
    {
        _progress = _checkpoint.Restore(checkpoint);
        Restored = new RestoredState
        {
            Episode = EpisodesCompleted,
            TotalSteps = TotalSteps,
            LearnerSteps = _learner.Steps,
            ReplaySize = _replay.Count,
            Epsilon = _exploration.Epsilon,
            Stages = [.. Enumerable.Range(0, _actions.Length).Select(agent => _curriculum.StageOf(agent).Number)],
            Generators = _actions.Length + TrainingProgress.Generators,
        };
    }
}
