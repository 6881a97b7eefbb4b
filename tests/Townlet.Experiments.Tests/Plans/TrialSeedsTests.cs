using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Tests.Plans;

public class TrialSeedsTests
{
    [Fact]
    public void Neighbouring_experiments_share_no_seed()
    {
        var seeds = from experiment in Enumerable.Range(0, 100) from run in Enumerable.Range(1, 100) select TrialSeeds.OfRun((ulong)experiment, run);
        var evaluations = Enumerable.Range(0, 100).Select(experiment => TrialSeeds.OfEvaluation((ulong)experiment));
        Assert.Equal(10_100, seeds.Concat(evaluations).Distinct().Count());
    }

    [Fact]
    public void The_same_experiment_always_has_the_same_seeds()
    {
        Assert.Equal(TrialSeeds.OfRun(11, 1), TrialSeeds.OfRun(11, 1));
        Assert.Equal(TrialSeeds.OfEvaluation(11), TrialSeeds.OfEvaluation(11));
    }

    [Fact]
    public void Programs_that_know_only_doubles_read_a_seed_exactly()
    {
        Assert.All(Enumerable.Range(1, 100), run => Assert.True(TrialSeeds.OfRun(ulong.MaxValue, run) < 1UL << 53));
    }

    [Fact]
    public void There_is_no_run_zero() => Assert.Throws<ArgumentOutOfRangeException>(() => TrialSeeds.OfRun(11, 0));
}
