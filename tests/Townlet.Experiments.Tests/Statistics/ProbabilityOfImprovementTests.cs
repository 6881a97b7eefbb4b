using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Tests.Statistics;

public class ProbabilityOfImprovementTests
{
    [Theory]
    [InlineData(new[] { 2.0 }, new[] { 1.0 }, 1)]
    [InlineData(new[] { 1.0 }, new[] { 2.0 }, 0)]
    [InlineData(new[] { 1.0 }, new[] { 1.0 }, 0.5)]
    // Of the 4 pairs two are won and two are even.
    [InlineData(new[] { 2.0, 3.0 }, new[] { 2.0, 1.0 }, 0.875)]
    // Of the 6 pairs: 3 beats 1 and 2; 1 is even with 1; 2 beats 1 and is even with 2.
    [InlineData(new[] { 3.0, 1.0, 2.0 }, new[] { 1.0, 2.0 }, 4.0 / 6)]
    public void Ties_count_half(double[] first, double[] second, double expected)
    {
        Assert.Equal(expected, ProbabilityOfImprovement.Of(new Scores([.. first]), new Scores([.. second])), 12);
        Assert.Equal(1 - expected, ProbabilityOfImprovement.Of(new Scores([.. second]), new Scores([.. first])), 12);
    }

    [Fact]
    public void Packs_count_the_same()
    {
        Assert.Equal(1.0 / 3, ProbabilityOfImprovement.Of(RliableScores.First, RliableScores.Second), 12);
    }

    [Fact]
    public void Arms_on_different_packs_cannot_be_compared()
    {
        Assert.Throws<ArgumentException>(() => ProbabilityOfImprovement.Of(new Scores([1.0]), RliableScores.Second));
    }

    [Fact]
    public void An_arm_that_always_wins_has_an_interval_without_width()
    {
        Assert.Equal(
            new Estimate(1, new Interval(1, 1), Trust.Fair),
            ProbabilityOfImprovement.Estimate(new Scores([6, 7, 8, 9, 10]), new Scores([1, 2, 3, 4, 5])));
    }

    [Fact]
    public void The_arm_with_fewer_runs_decides_about_trust()
    {
        Assert.Equal(Trust.None, ProbabilityOfImprovement.Estimate(new Scores([1, 2]), new Scores([1, 2, 3, 4, 5])).Trust);
        Assert.Equal(Trust.Little, ProbabilityOfImprovement.Estimate(new Scores([1, 2, 3, 4, 5]), new Scores([1, 2, 3])).Trust);
    }

    [Fact]
    public void Its_interval_holds_it()
    {
        var estimate = ProbabilityOfImprovement.Estimate(new Scores([1, 2, 4, 6, 8]), new Scores([1, 3, 3, 5, 7]));
        var interval = Assert.NotNull(estimate.Interval);
        Assert.InRange(estimate.Value, interval.Low, interval.High);
        Assert.InRange(interval.Low, 0.05, 0.35);
        Assert.InRange(interval.High, 0.65, 0.95);
    }
}
