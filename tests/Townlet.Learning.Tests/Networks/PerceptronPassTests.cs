using Townlet.Learning.Networks;
using Townlet.World;

namespace Townlet.Learning.Tests.Networks;

public sealed class PerceptronPassTests
{
    [Fact]
    public void Fewer_rows_than_the_largest_number_give_the_same()
    {
        var perceptron = new Perceptron(4, 8, 2);
        var random = new RandomSource(7);
        var weights = perceptron.DrawWeights(ref random);
        var input = Draw(3 * 4, ref random);
        var outputGradient = Draw(3 * 2, ref random);

        var (outputs, gradient) = Learn(new PerceptronPass(perceptron, rows: 3));
        var (sameOutputs, sameGradient) = Learn(new PerceptronPass(perceptron, rows: 50));

        Assert.Equal(outputs, sameOutputs);
        Assert.Equal(gradient, sameGradient);

        (float[] Outputs, float[] Gradient) Learn(PerceptronPass pass)
        {
            var result = pass.Forward(weights, rows: 3, input).ToArray();
            var gradient = new float[weights.Length];
            pass.Backward(weights, input, outputGradient, gradient);
            return (result, gradient);
        }
    }

    /// <summary>Half of the values are 0, since most of an observation is 0.</summary>
    private static float[] Draw(int length, ref RandomSource random)
    {
        var values = new float[length];
        for (var i = 0; i < length; i += 2)
        {
            values[i] = (float)random.NextDouble() - 0.5f;
        }

        return values;
    }
}
