using TorchSharp;
using Townlet.Learning.Networks;
using Townlet.World;

namespace Townlet.Learning.Tests.Networks;

public sealed class PerceptronTests
{
    [Fact]
    public void Initial_weights_fill_the_interval_that_their_inputs_allow()
    {
        var perceptron = new Perceptron(100, 50, 2);
        var random = new RandomSource(3);

        var weights = perceptron.DrawWeights(ref random);

        foreach (var (block, bound) in perceptron.Layout.Blocks.Zip([0.1f, 0.1f, 1 / MathF.Sqrt(50), 1 / MathF.Sqrt(50)]))
        {
            var values = block.In((ReadOnlySpan<float>)weights).ToArray();
            Assert.All(values, value => Assert.InRange(value, -bound, bound));
            if (values.Length > 50)
            {
                Assert.True(values.Max() > 0.9f * bound);
                Assert.True(values.Min() < -0.9f * bound);
                Assert.InRange(values.Average(), -0.2f * bound, 0.2f * bound);
            }
        }
    }

    [Fact]
    public void Every_gradient_of_a_backward_pass_lands_in_the_flat_gradient()
    {
        var perceptron = new Perceptron(4, 8, 2);
        var random = new RandomSource(3);
        using var parameters = new Parameters(perceptron.Layout, perceptron.DrawWeights(ref random), torch.CPU, trainable: true);
        using var input = torch.ones(3, 4);

        using var loss = perceptron.Forward(parameters, input).sum();
        loss.backward();

        var gradients = TensorMemory.Floats(parameters.Gradients!).ToArray();
        var lastBias = perceptron.Layout.Blocks[^1];
        Assert.Equal([3f, 3f], lastBias.In((ReadOnlySpan<float>)gradients).ToArray());
        Assert.Contains(perceptron.Layout.Blocks[0].In((ReadOnlySpan<float>)gradients).ToArray(), value => value != 0);
    }
}
