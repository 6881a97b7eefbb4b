using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Tests;
using Townlet.World;
using Townlet.World.Definition;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch.Tests;

public sealed class RecurrentTensorFunctionTests
{
    private const int Steps = 9;

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 5)]
    [InlineData(false, true, 21)]
    public void Acting_step_by_step_and_learning_from_the_whole_sequence_see_the_same_values(bool dueling, bool temporal, int lives)
    {
        var pack = temporal ? TestPacks.Level3 : TestPacks.Level2;
        var function = new RecurrentQFunction(pack.Town, dueling);
        var random = new RandomSource(3);
        var weights = function.DrawWeights(ref random);
        var observations = Observations(pack.Town, lives);

        using var parameters = new TensorParameters(function.Layout, weights, CPU, trainable: false);
        using var input = tensor(observations.SelectMany(step => step).ToArray()).view(Steps * lives, -1);
        using var values = TensorFunction.For(function).Forward(parameters, input, new BatchShape(Steps, lives), memories: null);
        var unrolled = TensorMemory.Floats(values).ToArray();

        var memories = new float[lives * function.MemorySize];
        var qValues = new float[lives * QFunction.Actions];
        for (var step = 0; step < Steps; step++)
        {
            function.Evaluate(weights, lives, observations[step], memories, qValues);
            for (var i = 0; i < qValues.Length; i++)
            {
                Assert.Equal(unrolled[(step * qValues.Length) + i], qValues[i], 1e-4f);
            }
        }
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 2)]
    public void Gradient_is_that_of_torch(bool dueling, bool temporal, int threads)
    {
        const int Lives = 5;
        var pack = temporal ? TestPacks.Level3 : TestPacks.Level2;
        var function = new RecurrentQFunction(pack.Town, dueling);
        var random = new RandomSource(3);
        var weights = function.DrawWeights(ref random);
        var batch = ReplayBatch.OfSequences(Lives, Steps - 1, function.ObservationSize, function.MemorySize);
        var input = Observations(pack.Town, Lives).SelectMany(step => step).ToArray();
        var rows = Steps * Lives;
        var valueGradient = new float[rows * QFunction.Actions];

        // The last step of a sequence is only valued.
        foreach (ref var value in valueGradient.AsSpan(0, (Steps - 1) * Lives * QFunction.Actions))
        {
            value = (float)random.NextDouble() - 0.5f;
        }

        var memories = new float[Lives * function.MemorySize];
        foreach (ref var value in memories.AsSpan())
        {
            value = (float)random.NextDouble() - 0.5f;
        }

        var (expectedValues, expected) = Learn(TorchEngine.OnCpu());
        var (values, gradient) = Learn(ManagedEngine.Instance);

        Assert.All(expectedValues.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        foreach (var block in function.Layout.Blocks)
        {
            var right = block.In(expected).ToArray();
            var left = block.In(gradient).ToArray();
            var scale = right.Max(Math.Abs);
            Assert.True(scale > 0, $"{block.Name} has no gradient.");
            Assert.All(right.Zip(left), pair => Assert.Equal(pair.First / scale, pair.Second / scale, 1e-3f));
        }

        (float[] Values, float[] Gradient) Learn(INetworkEngine engine)
        {
            using var network = engine.MakeLearningNetwork(function, weights, batch.Shape, threads);
            var qValues = new float[valueGradient.Length];
            network.ForwardToLearn(input, memories, qValues);
            network.Backward(valueGradient);
            return (qValues, network.Gradient.ToArray());
        }
    }

    /// <summary>What lives with random actions see, step by step; shape [steps][lives * observation size].</summary>
    private static float[][] Observations(TownDefinition definition, int lives)
    {
        var town = new Town(definition, lives, seed: 1);
        var random = new RandomSource(2);
        var seen = new float[Steps][];
        for (var step = 0; step < Steps; step++)
        {
            seen[step] = town.Observations.ToArray();
            town.Step([.. Enumerable.Range(0, lives).Select(_ => (TownAction)random.NextInt(QFunction.Actions))]);
        }

        return seen;
    }
}
