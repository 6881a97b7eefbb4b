using Townlet.Learning.Networks;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Tests.Networks;

public sealed class RecurrentQFunctionTests
{
    private const int Steps = 9;

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
