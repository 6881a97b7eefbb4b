using TorchSharp;
using TorchSharp.Modules;

namespace Townlet.Learning.Tests;

public sealed class AdamTests
{
    private static readonly ParameterLayout _layout = new([("weight", [3])]);

    [Fact]
    public void Steps_equal_those_of_the_reference_implementation()
    {
        float[] initial = [1f, -2f, 3f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        using var parameters = new Parameters(_layout, initial, torch.CPU, trainable: true);
        using var adam = new Adam(parameters);
        using var referenceWeight = new Parameter(torch.tensor([1f, -2f, 3f]));
        using var reference = torch.optim.Adam([referenceWeight], lr: 0.01);

        for (var step = 1; step <= 20; step++)
        {
            float[] gradient = [step, -0.001f * step, 0.5f];
            gradient.CopyTo(TensorMemory.Floats(parameters.Gradients!));
            adam.Step(learningRate: 0.01);
            referenceWeight.grad = torch.tensor(gradient);
            reference.step();
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(referenceWeight[i].item<float>(), TensorMemory.Floats(parameters.Values)[i], 1e-6f);
        }
    }

    [Fact]
    public void Gradient_beyond_the_norm_counts_as_its_scaled_self()
    {
        using var clipped = new Parameters(_layout, new float[16], torch.CPU, trainable: true);
        using var scaled = new Parameters(_layout, new float[16], torch.CPU, trainable: true);
        using var clippedAdam = new Adam(clipped);
        using var scaledAdam = new Adam(scaled);

        // A small gradient first: Adam forgets the scale of a first step, so only a second one shows the clipping.
        foreach (var (large, small) in new[] { (0.3f, 0.3f), (30f, 6f) })
        {
            new[] { large, 0, large / 3 * 4 }.CopyTo(TensorMemory.Floats(clipped.Gradients!));
            new[] { small, 0, small / 3 * 4 }.CopyTo(TensorMemory.Floats(scaled.Gradients!));
            clippedAdam.Step(learningRate: 0.1, maximumNorm: 10);
            scaledAdam.Step(learningRate: 0.1);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TensorMemory.Floats(scaled.Values)[i], TensorMemory.Floats(clipped.Values)[i], 1e-6f);
        }
    }

    [Fact]
    public void Gradient_that_is_not_finite_ends_the_training_and_changes_nothing()
    {
        using var parameters = new Parameters(_layout, new float[16], torch.CPU, trainable: true);
        using var adam = new Adam(parameters);
        TensorMemory.Floats(parameters.Gradients!)[1] = float.NaN;

        Assert.Throws<TrainingDivergedException>(() => adam.Step(learningRate: 0.1));

        Assert.Equal(0, adam.Steps);
        Assert.Equal(0f, TensorMemory.Floats(parameters.Values)[1]);
    }
}
