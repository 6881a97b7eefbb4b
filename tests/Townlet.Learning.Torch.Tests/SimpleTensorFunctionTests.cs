using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch.Tests;

public sealed class SimpleTensorFunctionTests
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
        using var parameters = new TensorParameters(function.Layout, weights, CPU, trainable: false);
        var observations = Enumerable.Range(0, lives * 10).Select(i => i / (lives * 10f)).ToArray();

        var qValues = new float[lives * 6];
        function.Evaluate(weights, lives, observations, [], qValues);

        using var batch = tensor(observations).view(lives, 10);
        using var expected = TensorFunction.For(function).Forward(parameters, batch, new BatchShape(1, lives), memories: null);
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

        var (expectedValues, expected) = Learn(TorchEngine.OnCpu());
        var (values, gradient) = Learn(ManagedEngine.Instance);

        Assert.All(expectedValues.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Contains(gradient, value => value != 0);

        (float[] Values, float[] Gradient) Learn(INetworkEngine engine)
        {
            using var network = engine.MakeLearningNetwork(function, weights, batch.Shape, threads: 1);
            var qValues = new float[9 * 6];
            network.ForwardToLearn(batch.Observations, [], qValues);
            network.Backward(valueGradient);
            return (qValues, network.Gradient.ToArray());
        }
    }

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
        using var parameters = new TensorParameters(perceptron.Layout, weights, CPU, trainable: true);
        using var inputTensor = tensor(input).view(rows, inputs);
        using var expected = SimpleTensorFunction.Forward(parameters, perceptron, inputTensor);
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
    public void Every_gradient_of_a_backward_pass_lands_in_the_flat_gradient()
    {
        var perceptron = new Perceptron(4, 8, 2);
        var random = new RandomSource(3);
        using var parameters = new TensorParameters(perceptron.Layout, perceptron.DrawWeights(ref random), CPU, trainable: true);
        using var input = ones(3, 4);

        using var loss = SimpleTensorFunction.Forward(parameters, perceptron, input).sum();
        loss.backward();

        var gradients = TensorMemory.Floats(parameters.Gradients!).ToArray();
        var lastBias = perceptron.Layout.Blocks[^1];
        Assert.Equal([3f, 3f], lastBias.In((ReadOnlySpan<float>)gradients).ToArray());
        Assert.Contains(perceptron.Layout.Blocks[0].In((ReadOnlySpan<float>)gradients).ToArray(), value => value != 0);
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
