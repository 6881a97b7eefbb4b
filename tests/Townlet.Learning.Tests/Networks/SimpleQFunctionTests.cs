using TorchSharp;
using Townlet.World;

namespace Townlet.Learning.Tests;

public sealed class SimpleQFunctionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Acting_and_learning_see_the_same_values(bool dueling)
    {
        var function = new SimpleQFunction(observationSize: 10, dueling);
        var random = new RandomSource(11);
        var weights = function.DrawWeights(ref random);
        using var parameters = new Parameters(function.Layout, weights, torch.CPU, trainable: false);
        var observation = Enumerable.Range(0, 10).Select(i => i / 10f).ToArray();

        var qValues = new float[6];
        function.Evaluate(weights, 1, observation, [], qValues);

        using var batch = torch.tensor(observation).unsqueeze(0);
        using var expected = function.Forward(parameters, batch);
        Assert.Equal([1L, 6L], expected.shape);
        for (var action = 0; action < 6; action++)
        {
            Assert.Equal(expected[0, action].item<float>(), qValues[action], 1e-5f);
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
