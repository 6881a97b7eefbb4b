using System.Collections.Immutable;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Policies;
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

    private readonly TrainingState _state;
    private readonly TrainingProgress _progress;
    private readonly Rollout _rollout;
    private readonly EpisodeReporter _reporter;
    private readonly PlaceShuffler _shuffler;

    /// <summary>Begins a run.</summary>
    public TrainingLoop(Pack pack, TrainingPlan plan)
        : this(new TrainingState(pack, plan))
    {
    }

    private TrainingLoop(TrainingState state)
    {
        _state = state;
        _progress = state.Progress;
        _rollout = new Rollout(state);
        _reporter = new EpisodeReporter(state);
        _shuffler = new PlaceShuffler(state.Pack.Training, state.Town);
    }

    /// <summary>Lives finished, never more than planned. Of lives that end in the last step of the run, only those of the first agents count.</summary>
    public int EpisodesCompleted => _progress.Episodes;

    /// <summary>Steps of all agents together.</summary>
    public long TotalSteps => _progress.TotalSteps;

    /// <summary>All planned lives are finished.</summary>
    public bool Finished => EpisodesCompleted >= _state.Plan.Episodes;

    /// <summary>What came back by <see cref="Restore"/>; null for a run from the beginning.</summary>
    public RestoredState? Restored { get; private init; }

    public LearningStatus Status => LearningStatus.Of(_state);

    /// <summary>Resumes the run of a checkpoint exactly.</summary>
    /// <param name="pack">The pack of that run.</param>
    /// <param name="plan">The plan, which may ask for more episodes than the original one.</param>
    /// <param name="checkpoint">A full checkpoint, not a policy.</param>
    /// <exception cref="CheckpointMismatchException">The checkpoint has another pack, network or number of agents, or holds only a policy.</exception>
    /// <exception cref="CheckpointFormatException">A part of the checkpoint is missing or out of range.</exception>
    public static TrainingLoop Restore(Pack pack, TrainingPlan plan, Checkpoint checkpoint)
    {
        var state = TrainingCheckpoint.Restore(pack, plan, checkpoint);
        return new TrainingLoop(state) { Restored = RestoredState.Of(state) };
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
            if (_state.Town.Ends.ContainsAnyExcept(LifeEnd.None))
            {
                return EndLives(steps);
            }
        }

        return new TrainingSlice([], [], steps);
    }

    /// <summary>Copies the whole state, from which the run can be resumed exactly. Training may continue while another thread writes the copy.</summary>
    public Checkpoint Capture() => TrainingCheckpoint.Capture(_state);

    /// <summary>A copy of the online network.</summary>
    public ImmutableArray<LayerWeights> Layers() => _state.Learner.Layers();

    /// <summary>A copy of the policy.</summary>
    public Policy TakePolicy() => _state.TakePolicy();

    public void Dispose() => _state.Dispose();

    /// <summary>One step of every agent, then one of the learner where it is due (Mnih et al. 2015, algorithm 1).</summary>
    private void Step()
    {
        _rollout.Look();
        _rollout.Act();
        _rollout.Remember();
        _progress.VectorSteps++;
        if (IsLearningDue())
        {
            Learn();
        }
    }

    private bool IsLearningDue() =>
        _progress.VectorSteps % _state.Pack.Population.TrainFrequency == 0 && _state.Replay.Count >= Math.Max(LearningStarts, _state.Batch.Actions.Length);

    private void Learn()
    {
        _state.Replay.Sample(ref _progress.Replay, _state.Batch, _state.Annealing.IntrinsicWeight);
        var figures = _state.Learner.Learn(_state.Batch, _state.LearningRate);
        _progress.Figures = figures;
        _state.Log.Learnt(figures);
    }

    private TrainingSlice EndLives(int steps)
    {
        var episodes = ImmutableArray.CreateBuilder<EpisodeReport>();
        var transitions = ImmutableArray.CreateBuilder<StageTransition>();
        var episodesBefore = EpisodesCompleted;
        for (var agent = 0; agent < _state.Town.AgentCount && !Finished; agent++)
        {
            if (_state.Town.Ends[agent] != LifeEnd.None)
            {
                EndLife(agent, episodes, transitions);
            }
        }

        return new TrainingSlice(episodes.ToImmutable(), transitions.ToImmutable(), steps) { Shuffle = _shuffler.ShuffleIfDue(_progress, episodesBefore) };
    }

    private void EndLife(int agent, ImmutableArray<EpisodeReport>.Builder episodes, ImmutableArray<StageTransition>.Builder transitions)
    {
        _progress.Episodes++;
        var length = _state.Town.StepsLived[agent];
        var entropy = _state.Log.MeanEntropy(agent, length);
        var decision = _state.Curriculum.EndLife(agent, length, entropy);
        episodes.Add(_reporter.Report(agent, decision, entropy));
        if (decision.To != decision.From)
        {
            transitions.Add(_reporter.Transition(agent, decision, entropy));
            _state.Town.SetDepletionMultiplier(agent, _state.Curriculum.StageOf(agent).DepletionMultiplier);
        }

        _state.Annealing.EndLife(length);
        if (agent == 0)
        {
            _state.Exploration.Decay();
        }
    }
}
