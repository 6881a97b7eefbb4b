using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Dqn;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Benchmarks.Speed;

/// <summary>Learner steps of a shipped pack on a replay of real lives, including sampling.</summary>
internal sealed class LearnerWork : IDisposable
{
    private const int Transitions = 10_000;

    private readonly ReplayMemory _replay;
    private readonly DqnLearner _learner;
    private RandomSource _random = new(seed: 1);

    /// <param name="level">A level of <see cref="ShippedPack"/>.</param>
    /// <param name="engine">Computes the networks.</param>
    public LearnerWork(string level, INetworkEngine engine)
    {
        var pack = ShippedPack.Read(level);
        Population = pack.Population;
        var observationSize = new Town(pack.Town, 1, seed: 1).ObservationSize;
        Function = QFunction.For(pack, observationSize);
        _replay = ReplayMemory.For(Population, observationSize, Function.MemorySize);
        _replay.Restore(Lived(level).Content);
        Batch = _replay.NewBatch();
        _learner = new DqnLearner(Function, Population, engine, pack.Training.Threads, Function.DrawWeights(ref _random), Batch);
    }

    public PopulationSettings Population { get; }

    public QFunction Function { get; }

    public ReplayBatch Batch { get; }

    public void Step()
    {
        _replay.Sample(ref _random, Batch, intrinsicWeight: 0);
        _learner.Learn(Batch, Population.LearningRate);
    }

    public void Dispose() => _learner.Dispose();

    /// <summary>Fills a replay without learning.</summary>
    private static Checkpoint Lived(string level)
    {
        var pack = ShippedPack.Read(level, "population.train_frequency=100000");
        using var loop = new TrainingLoop(pack, new TrainingPlan { Episodes = int.MaxValue, Seed = 1 });
        while (loop.TotalSteps < Transitions)
        {
            loop.Run(1000);
        }

        return loop.Capture();
    }
}
