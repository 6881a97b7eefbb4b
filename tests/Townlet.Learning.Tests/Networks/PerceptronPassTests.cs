using Townlet.Learning.Networks;
using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning.Tests.Networks;

public sealed class PerceptronPassTests
{
    // One row takes the walk through the weights, many take the matrix product; the widths are around the sizes of their blocks.
    [Theory]
    [InlineData(1, 87, 128, 128, 6)]
    [InlineData(7, 87, 256, 128, 128)]
    [InlineData(8, 5, 3, 70, 1)]
    [InlineData(64, 64, 64, 13, 100)]
    public void Outputs_and_gradient_are_those_of_torch(int rows, int inputs, int firstHidden, int secondHidden, int outputs)
    {
        var perceptron = new Perceptron(inputs, firstHidden, secondHidden, outputs);
        var random = new RandomSource(7);
        var weights = perceptron.DrawWeights(ref random);
        var input = Draw(rows * inputs, ref random);
        var outputGradient = Draw(rows * outputs, ref random);
        using var parameters = new Parameters(perceptron.Layout, weights, CPU, trainable: true);
        using var inputTensor = tensor(input).view(rows, inputs);
        using var expected = perceptron.Forward(parameters, inputTensor);
        using var given = tensor(outputGradient).view(rows, outputs);
        expected.backward([given]);

        var pass = new PerceptronPass(perceptron, rows);
        var actual = pass.Forward(weights, rows, input).ToArray();
        var gradient = new float[weights.Length];
        pass.Backward(weights, input, outputGradient, gradient);

        AssertClose(TensorMemory.Floats(expected).ToArray(), actual);
        AssertClose(TensorMemory.Floats(parameters.Gradients!).ToArray(), gradient);
    }

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

    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
}
