using Townlet.Configuration;
using Townlet.Learning.Dqn;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Tests;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Torch.Tests;

public sealed class DqnLearnerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Managed_networks_learn_what_torch_learns(bool recurrent)
    {
        var pack = recurrent ? TestPacks.BedroomWindow : TestPacks.Bedroom.With(population => population with { DoubleDqn = true, TargetTau = 0.1 });
        pack = pack.With(population => population with { PolicyTau = 0.1 });
        var observationSize = new Town(pack.Town, agents: 1, seed: 1).ObservationSize;
        var function = QFunction.For(pack, observationSize);
        var replay = Lived(pack, observationSize, function.MemorySize);

        var managed = Weights(ManagedEngine.Instance);
        var torch = Weights(TorchEngine.OnCpu());

        Assert.All(torch.Zip(managed), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));

        float[] Weights(INetworkEngine engine)
        {
            var batch = replay.NewBatch();
            var random = new RandomSource(5);
            var initial = function.DrawWeights(ref random);
            using var learner = new DqnLearner(function, pack.Population, engine, threads: 1, initial, batch);
            for (var step = 0; step < 20; step++)
            {
                replay.Sample(ref random, batch, intrinsicWeight: 0);
                learner.Learn(batch, learningRate: 1e-3);
            }

            // The weights must have moved. Otherwise two networks that learn nothing would also be close.
            Assert.True(initial.Zip(learner.Weights.ToArray()).Max(pair => Math.Abs(pair.First - pair.Second)) > 0.01);
            return [.. learner.Weights, .. learner.PolicyWeights];
        }
    }

    /// <summary>Steps of lives with random actions.</summary>
    private static ReplayMemory Lived(Pack pack, int observationSize, int memorySize)
    {
        using var loop = new TrainingLoop(
            pack.With(population => population with { TrainFrequency = int.MaxValue }), new TrainingPlan { Episodes = 20, Seed = 1 });
        while (!loop.Finished)
        {
            loop.Run(maxSteps: 100);
        }

        var replay = ReplayMemory.For(pack.Population, observationSize, memorySize);
        replay.Restore(loop.Capture().Content);
        return replay;
    }
}
