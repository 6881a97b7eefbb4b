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
}
