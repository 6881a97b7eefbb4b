using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Dqn;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Benchmarks.Speed;

/// <summary>Measures learner steps a second, including sampling, on a replay of real lives, and the limit that the matrix products alone would set.</summary>
internal static class LearnerSpeed
{
    private const int Transitions = 10_000;

    public static IEnumerable<SpeedFigure> Measure()
    {
        foreach (var level in ShippedPack.Levels)
        {
            yield return Measure(level);
        }
    }

    private static SpeedFigure Measure(string level)
    {
        var pack = ShippedPack.Read(level);
        var observationSize = new Town(pack.Town, 1, seed: 1).ObservationSize;
        var function = QFunction.For(pack, observationSize);
        var replay = ReplayMemory.For(pack.Population, observationSize, function.MemorySize);
        replay.Restore(Lived(level).Content);
        var batch = replay.NewBatch();
        var random = new RandomSource(seed: 1);
        using var learner = new DqnLearner(function, pack.Population, ManagedEngine.Instance, pack.Training.Threads, function.DrawWeights(ref random), batch);
        var rates = Rate.Of(
            () =>
            {
                replay.Sample(ref random, batch, intrinsicWeight: 0);
                learner.Learn(batch, pack.Population.LearningRate);
                return 1;
            },
            seconds: 2);
        return new SpeedFigure("learner", $"learner step {ShippedPack.Short(level)}, {Batch(pack.Population)}", "steps/s", rates, SpeedTarget.None)
        {
            Limit = 1 / MatrixWork.Of(function, pack.Population, batch).SecondsAlone(),
        };
    }

    private static string Batch(PopulationSettings population) => population.NetworkType == NetworkType.Recurrent
        ? $"{population.BatchSize} sequences of {population.SequenceLength}"
        : $"batch {population.BatchSize}";

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
