using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Dqn;
using Townlet.Learning.Exploration;
using Townlet.Learning.Networks;
using Townlet.Learning.Policies;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>Everything of a training run that must come back for it to go on exactly: the town, the learner, what explores and judges, and how far the run has come.</summary>
internal sealed class TrainingState : IDisposable
{
    /// <summary>The state at the beginning of a run.</summary>
    public TrainingState(Pack pack, TrainingPlan plan)
    {
        Pack = pack;
        Plan = plan;
        Progress = TrainingProgress.AtTheBeginning(plan.Seed);
        var agents = pack.Population.AgentCount;
        Town = new Town(pack.Town, agents, plan.Seed);
        Function = QFunction.For(pack, Town.ObservationSize);
        Memories = new float[agents * Function.MemorySize];
        Replay = ReplayMemory.For(pack.Population, Town.ObservationSize, Function.MemorySize);
        Batch = Replay.NewBatch();

        var networkRandom = new RandomSource(plan.Seed, RandomStreams.Network);
        var distillationRandom = new RandomSource(plan.Seed, RandomStreams.Distillation);
        Learner = new DqnLearner(Function, pack.Population, plan.Engine, pack.Training.Threads, Function.DrawWeights(ref networkRandom), Batch);
        Distillation = new RandomNetworkDistillation(agents, Town.ObservationSize, pack.Exploration.EmbedDimension, ref distillationRandom);
        Annealing = new AdaptiveAnnealing(pack.Exploration);
        Exploration = new EpsilonGreedy(pack.Exploration);
        Curriculum = new AdaptiveCurriculum(pack.Curriculum, agents);
        Log = new LifeLog(Town);
        for (var agent = 0; agent < agents; agent++)
        {
            Town.SetDepletionMultiplier(agent, Curriculum.StageOf(agent).DepletionMultiplier);
        }
    }

    public Pack Pack { get; }

    public TrainingPlan Plan { get; }

    public Town Town { get; }

    public QFunction Function { get; }

    public DqnLearner Learner { get; }

    public ReplayMemory Replay { get; }

    /// <summary>Filled anew for each learner step, and so in no checkpoint.</summary>
    public ReplayBatch Batch { get; }

    public RandomNetworkDistillation Distillation { get; }

    public AdaptiveAnnealing Annealing { get; }

    public EpsilonGreedy Exploration { get; }

    public AdaptiveCurriculum Curriculum { get; }

    public LifeLog Log { get; }

    /// <summary>What the network remembers of each agent's present life. Shape [agents, memory]; empty where the network has no memory.</summary>
    public float[] Memories { get; }

    public TrainingProgress Progress { get; private set; }

    /// <summary>Adam's step size, which falls linearly with the lives finished if the pack gives an end value.</summary>
    public double LearningRate => Pack.Population.LearningRateEnd is { } end
        ? double.Lerp(Pack.Population.LearningRate, end, Math.Min(1, (double)Progress.Episodes / Plan.Episodes))
        : Pack.Population.LearningRate;

    /// <summary>A copy of the policy.</summary>
    public Policy TakePolicy() => new(Function, Learner.PolicyWeights.ToArray())
    {
        Episode = Progress.Episodes,
        TotalSteps = Progress.TotalSteps,
        Epsilon = Exploration.Epsilon,
        Stage = Curriculum.StageOf(0).Number,
        DepletionMultiplier = Curriculum.StageOf(0).DepletionMultiplier,
        IntrinsicWeight = Annealing.IntrinsicWeight,
    };

    public void Capture(CheckpointBuilder checkpoint)
    {
        Learner.Capture(checkpoint);
        Distillation.Capture(checkpoint);
        Annealing.Capture(checkpoint);
        Curriculum.Capture(checkpoint);
        Replay.Capture(checkpoint);
        Log.Capture(checkpoint);
        TownStateTensors.Capture(Town.Capture(), checkpoint);
        if (Memories.Length > 0)
        {
            checkpoint.Add("loop.memories", Memories, Town.AgentCount, Function.MemorySize);
        }

        Progress.Capture(checkpoint, Exploration.Epsilon);
    }

    /// <exception cref="CheckpointFormatException">A part is missing or out of range.</exception>
    public void Restore(CheckpointContent checkpoint)
    {
        Learner.Restore(checkpoint);
        Distillation.Restore(checkpoint);
        Annealing.Restore(checkpoint);
        Curriculum.Restore(checkpoint);
        Replay.Restore(checkpoint);
        Log.Restore(checkpoint);
        TownStateTensors.Restore(Town, checkpoint);
        if (Memories.Length > 0)
        {
            checkpoint.Read<float>("loop.memories", Memories);
        }

        Exploration.Restore(checkpoint.ReadValue("loop.epsilon", 0.0, 1.0));
        Progress = TrainingProgress.Restore(checkpoint);
    }

    public void Dispose() => Learner.Dispose();
}
