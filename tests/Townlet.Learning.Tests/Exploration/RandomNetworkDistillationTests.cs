using TorchSharp;
using Townlet.World;

namespace Townlet.Learning.Tests;

public sealed class RandomNetworkDistillationTests
{
    [Fact]
    public void What_is_seen_often_loses_its_novelty_and_what_was_never_seen_keeps_more_of_it()
    {
        var random = new RandomSource(2);
        using var distillation = new RandomNetworkDistillation(observationSize: 8, embedDimension: 16, torch.CPU, ref random);
        float[] familiar = [1, 0, 0, 0, 0, 0, 0, 0];
        float[] strange = [0, 0, 0, 0, 0, 0, 0, 1];
        var familiarAtFirst = distillation.Observe(familiar);
        var strangeAtFirst = distillation.Observe(strange);

        for (var i = 0; i < 128 * 200; i++)
        {
            distillation.Observe(familiar);
        }

        Assert.InRange(distillation.Observe(familiar) / familiarAtFirst, 0, 0.02f);
        Assert.InRange(distillation.Observe(strange) / strangeAtFirst, 0.1f, 2);
    }

    [Fact]
    public void Predictor_learns_once_128_observations_are_there()
    {
        var random = new RandomSource(2);
        using var distillation = new RandomNetworkDistillation(observationSize: 2, embedDimension: 4, torch.CPU, ref random);
        var first = distillation.Observe([1, 0]);

        for (var i = 1; i < 127; i++)
        {
            Assert.Equal(first, distillation.Observe([1, 0]));
        }

        Assert.Null(distillation.Error);
        Assert.Equal(first, distillation.Observe([1, 0]));
        Assert.Equal(first, distillation.Error!.Value, 1e-5);
        Assert.NotEqual(first, distillation.Observe([1, 0]));
    }
}
