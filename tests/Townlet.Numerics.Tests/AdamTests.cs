namespace Townlet.Numerics.Tests;

public sealed class AdamTests
{
    /// <summary>Three weights, filled up to whole vectors.</summary>
    private const int Length = 16;

    [Fact]
    public void Steps_follow_the_published_algorithm()
    {
        var adam = new Adam(Length);
        var weights = new float[Length];
        var gradient = new float[Length];
        var expected = new double[3];
        var m = new double[3];
        var v = new double[3];

        for (var step = 1; step <= 20; step++)
        {
            new[] { step, -0.001f * step, 0.5f }.CopyTo(gradient, 0);
            adam.TryStep(weights, gradient, learningRate: 0.01);
            for (var i = 0; i < 3; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * gradient[i]);
                v[i] = (0.999 * v[i]) + (0.001 * gradient[i] * gradient[i]);
                var corrected = (First: m[i] / (1 - Math.Pow(0.9, step)), Second: v[i] / (1 - Math.Pow(0.999, step)));
                expected[i] -= 0.01 * corrected.First / (Math.Sqrt(corrected.Second) + 1e-8);
            }
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], weights[i], 1e-6);
        }
    }

    [Fact]
    public void Gradient_above_the_norm_is_scaled_down_to_it()
    {
        var (clipped, scaled) = (new Adam(Length), new Adam(Length));
        var (clippedWeights, scaledWeights) = (new float[Length], new float[Length]);

        // Adam's first step does not depend on the scale of its gradient, so only a second step shows the clipping.
        foreach (var (large, small) in new[] { (0.3f, 0.3f), (30f, 6f) })
        {
            clipped.TryStep(clippedWeights, Gradient(large, 0, large / 3 * 4), learningRate: 0.1, maximumNorm: 10);
            scaled.TryStep(scaledWeights, Gradient(small, 0, small / 3 * 4), learningRate: 0.1);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(scaledWeights[i], clippedWeights[i], 1e-6f);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void Gradient_that_is_not_finite_is_refused_and_changes_nothing(float value)
    {
        var adam = new Adam(Length);
        var weights = new float[Length];

        Assert.False(adam.TryStep(weights, Gradient(0, value, 0), learningRate: 0.1));

        Assert.Equal(0, adam.Steps);
        Assert.All(weights, weight => Assert.Equal(0f, weight));
    }

    private static float[] Gradient(params float[] values) => [.. values, .. new float[Length - values.Length]];
}
