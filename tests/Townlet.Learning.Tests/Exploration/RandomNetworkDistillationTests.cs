using Townlet.Learning.Exploration;
using Townlet.World;

namespace Townlet.Learning.Tests.Exploration;

public sealed class RandomNetworkDistillationTests
{
    [Fact]
    public void Frequent_observation_loses_more_novelty_than_an_unseen_one()
    {
        var random = new RandomSource(2);
        var distillation = new RandomNetworkDistillation(agents: 1, observationSize: 8, embedDimension: 16, ref random);
        float[] familiar = [1, 0, 0, 0, 0, 0, 0, 0];
        float[] strange = [0, 0, 0, 0, 0, 0, 0, 1];
        var familiarAtFirst = Observe(distillation, familiar);
        var strangeAtFirst = Observe(distillation, strange);

        for (var i = 0; i < 128 * 200; i++)
        {
            Observe(distillation, familiar);
        }

        Assert.InRange(Observe(distillation, familiar) / familiarAtFirst, 0, 0.02f);
        Assert.InRange(Observe(distillation, strange) / strangeAtFirst, 0.1f, 2);
    }

    [Fact]
    public void Predictor_learns_after_128_observations()
    {
        var random = new RandomSource(2);
        var distillation = new RandomNetworkDistillation(agents: 1, observationSize: 2, embedDimension: 4, ref random);
        var first = Observe(distillation, [1, 0]);

        for (var i = 1; i < 127; i++)
        {
            Assert.Equal(first, Observe(distillation, [1, 0]));
        }

        Assert.Null(distillation.Error);
        Assert.Equal(first, Observe(distillation, [1, 0]));
        Assert.Equal(first, distillation.Error!.Value, 1e-5);
        Assert.NotEqual(first, Observe(distillation, [1, 0]));
    }

    [Fact]
    public void Novelty_of_several_agents_is_that_of_each_alone()
    {
        var random = new RandomSource(2);
        var sameRandom = new RandomSource(2);
        var together = new RandomNetworkDistillation(agents: 20, observationSize: 3, embedDimension: 4, ref random);
        var alone = new RandomNetworkDistillation(agents: 1, observationSize: 3, embedDimension: 4, ref sameRandom);
        var observations = Enumerable.Range(0, 20 * 3).Select(i => i / 60f).ToArray();
        var novelties = new float[20];

        together.Observe(observations, Enumerable.Repeat(true, 20).ToArray(), novelties);

        for (var agent = 0; agent < 20; agent++)
        {
            Assert.Equal(Observe(alone, observations[(agent * 3)..((agent + 1) * 3)]), novelties[agent], 1e-5f);
        }
    }

    [Fact]
    public void Nothing_is_learnt_from_observations_that_do_not_count()
    {
        var random = new RandomSource(2);
        var distillation = new RandomNetworkDistillation(agents: 2, observationSize: 2, embedDimension: 4, ref random);
        var novelties = new float[2];

        for (var i = 0; i < 127; i++)
        {
            distillation.Observe([1, 0, 0, 1], [true, false], novelties);
        }

        Assert.Null(distillation.Error);
        distillation.Observe([1, 0, 0, 1], [true, false], novelties);
        Assert.Equal(novelties[0], distillation.Error!.Value, 1e-5);
    }

    private static float Observe(RandomNetworkDistillation distillation, float[] observation)
    {
        var novelty = new float[1];
        distillation.Observe(observation, [true], novelty);
        return novelty[0];
    }
}
