using TorchSharp;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Tests.Networks;

public sealed class SimpleQFunctionTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 70)]
    public void Acting_and_learning_see_the_same_values(bool dueling, int lives)
    {
        var function = new SimpleQFunction(observationSize: 10, dueling);
        var random = new RandomSource(11);
        var weights = function.DrawWeights(ref random);
        using var parameters = new Parameters(function.Layout, weights, torch.CPU, trainable: false);
        var observations = Enumerable.Range(0, lives * 10).Select(i => i / (lives * 10f)).ToArray();

        var qValues = new float[lives * 6];
        function.Evaluate(weights, lives, observations, [], qValues);

        using var batch = torch.tensor(observations).view(lives, 10);
        using var expected = function.Forward(parameters, batch);
        Assert.Equal([lives, 6L], expected.shape);
        Assert.All(TensorMemory.Floats(expected).ToArray().Zip(qValues), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradient_is_that_of_torch(bool dueling)
    {
        var function = new SimpleQFunction(observationSize: 10, dueling);
        var random = new RandomSource(11);
        var weights = function.DrawWeights(ref random);
        var batch = ReplayBatch.OfTransitions(size: 9, observationSize: 10);
        foreach (ref var value in batch.Observations.AsSpan())
        {
            value = (float)random.NextDouble();
        }

        var valueGradient = Enumerable.Range(0, 9 * 6).Select(i => i % 6 == 2 ? i / 54f : 0).ToArray();

        var (expectedValues, expected) = Learn(new TorchBatchNetwork(function, weights, batch, "cpu", trainable: true));
        var (values, gradient) = Learn(new SimpleBatchNetwork(function, weights, batch));

        Assert.All(expectedValues.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Contains(gradient, value => value != 0);

        (float[] Values, float[] Gradient) Learn(BatchNetwork network)
        {
            using (network)
            {
                var qValues = new float[9 * 6];
                var gradient = new float[weights.Length];
                network.Forward(batch.Observations, [], qValues, toLearn: true);
                network.Backward(valueGradient, gradient);
                return (qValues, gradient);
            }
        }
    }

    [Fact]
    public void Dueling_values_average_to_the_state_value()
    {
        var function = new SimpleQFunction(observationSize: 3, dueling: true);
        var weights = new float[function.Layout.Length];
        var biases = function.Layout.Blocks[^1].In(weights.AsSpan());
        new[] { 1f, 2f, 3f, 4f, 5f, 9f, 100f }.CopyTo(biases);

        var qValues = new float[6];
        function.Evaluate(weights, 1, [0, 0, 0], [], qValues);

        Assert.Equal([97f, 98f, 99f, 100f, 101f, 105f], qValues);
        Assert.Equal(100f, qValues.Average());
    }
}
