using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Tests.Statistics;

public class PerformanceProfileTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.2, 0.8)]
    [InlineData(0.5, 0.4)]
    [InlineData(1.0, 0)]
    public void Only_runs_above_the_threshold_count(double threshold, double expected)
    {
        Assert.Equal(expected, PerformanceProfile.Of(new Scores([0.2, 0.5, 0.5, 0.9, 1.0]), threshold), 12);
    }

    [Fact]
    public void It_never_rises_and_stays_in_its_band()
    {
        var profile = PerformanceProfile.Estimate(PublishedScores.HumanNormalised, [0, 0.25, 0.5, 1, 2, 4]);
        Assert.Equal(0.4385, profile[2].Share.Value, 0.0001);
        Assert.Equal(profile.OrderByDescending(point => point.Share.Value), profile);
        Assert.All(profile, point => Assert.InRange(point.Share.Value, point.Share.Interval!.Value.Low, point.Share.Interval.Value.High));
    }

    [Fact]
    public void Two_runs_have_a_profile_without_a_band()
    {
        var point = Assert.Single(PerformanceProfile.Estimate(new Scores([0.2, 0.8]), [0.5]));
        Assert.Equal(new Estimate(0.5, null, Trust.None), point.Share);
    }
}
