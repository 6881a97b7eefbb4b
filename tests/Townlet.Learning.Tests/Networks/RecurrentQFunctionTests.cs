using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.World;
using Townlet.World.Definition;
using static TorchSharp.torch;

namespace Townlet.Learning.Tests.Networks;

public sealed class RecurrentQFunctionTests
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

        using var parameters = new Parameters(function.Layout, weights, CPU, trainable: false);
        using var input = tensor(observations.SelectMany(step => step).ToArray()).view(Steps, lives, -1);
        using var values = function.Forward(parameters, input);
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

        var expected = new float[weights.Length];
        var expectedValues = new float[valueGradient.Length];
        using (var torch = new TorchBatchNetwork(function, weights, batch, "cpu", trainable: true))
        {
            torch.Forward(input, memories, expectedValues, toLearn: true);
            torch.Backward(valueGradient, expected);
        }

        using var network = new RecurrentBatchNetwork(function, weights, batch, threads);
        var values = new float[valueGradient.Length];
        var gradient = new float[weights.Length];
        network.Forward(input, memories, values, toLearn: true);
        network.Backward(valueGradient, gradient);

        Assert.All(expectedValues.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        foreach (var block in function.Layout.Blocks)
        {
            var right = block.In(expected).ToArray();
            var left = block.In(gradient).ToArray();
            var scale = right.Max(Math.Abs);
            Assert.True(scale > 0, $"{block.Name} has no gradient.");
            Assert.All(right.Zip(left), pair => Assert.Equal(pair.First / scale, pair.Second / scale, 1e-3f));
        }
    }

    [Fact]
    public void Values_depend_on_what_was_seen_before()
    {
        var function = new RecurrentQFunction(TestPacks.Level2.Town, dueling: false);
        var random = new RandomSource(3);
        var weights = function.DrawWeights(ref random);
        var observations = Observations(TestPacks.Level2.Town, lives: 1);
        var memory = new float[function.MemorySize];
        var first = new float[QFunction.Actions];
        var second = new float[QFunction.Actions];

        function.Evaluate(weights, 1, observations[0], memory, first);
        function.Evaluate(weights, 1, observations[0], memory, second);

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Every_part_of_the_observation_reaches_the_values()
    {
        var town = TestPacks.Level3.Town;
        var function = new RecurrentQFunction(town, dueling: false);
        var random = new RandomSource(3);
        var weights = function.DrawWeights(ref random);
        var observation = Enumerable.Repeat(0.5f, new Town(town, 1, seed: 0).ObservationSize).ToArray();
        var values = QValues(observation);

        for (var i = 0; i < observation.Length; i++)
        {
            observation[i] = 1;
            Assert.NotEqual(values, QValues(observation));
            observation[i] = 0.5f;
        }

        float[] QValues(float[] seen)
        {
            var qValues = new float[QFunction.Actions];
            function.Evaluate(weights, 1, seen, new float[function.MemorySize], qValues);
            return qValues;
        }
    }

    [Fact]
    public void Evaluation_makes_no_garbage()
    {
        var function = new RecurrentQFunction(TestPacks.Level3.Town, dueling: true);
        var random = new RandomSource(3);
        var weights = function.DrawWeights(ref random);
        var observation = Observations(TestPacks.Level3.Town, lives: 4)[0];
        var memory = new float[4 * function.MemorySize];
        var qValues = new float[4 * QFunction.Actions];
        function.Evaluate(weights, 4, observation, memory, qValues);

        // The least of several rounds, since the runtime may allocate in one of them when it recompiles a method.
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                function.Evaluate(weights, 4, observation, memory, qValues);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(0, least);
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
