using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Tests.Statistics;

public class InterquartileMeanTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 7)]
    [InlineData(new[] { 1.0, 4.0 }, 2.5)]
    [InlineData(new[] { 9.0, 1.0, 2.0 }, 4)]
    // One of four is left out at each end.
    [InlineData(new[] { 100.0, 2.0, 3.0, -50.0 }, 2.5)]
    [InlineData(new[] { 1.0, 2.0, 3.0, 4.0, 100.0 }, 3)]
    // Two of eight.
    [InlineData(new[] { 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0 }, 4.5)]
    [InlineData(new[] { 5.0, 5.0, 5.0, 5.0, 5.0 }, 5)]
    public void A_quarter_is_left_out_at_each_end(double[] values, double expected) => Assert.Equal(expected, InterquartileMean.Of(values), 12);

    [Fact]
    public void Scores_of_all_packs_count_together()
    {
        Assert.Equal(1.5, InterquartileMean.Of(RliableScores.First), 12);
        Assert.Equal(2, InterquartileMean.Of(RliableScores.Second), 12);
    }

    [Fact]
    public void It_is_what_was_published_for_a_published_score_matrix()
    {
        Assert.Equal(0.501, InterquartileMean.Of(PublishedScores.HumanNormalised), 0.0005);
        Assert.Equal(1.046, PublishedScores.HumanNormalised.All.Average(), 0.0005);
    }

    [Fact]
    public void Its_interval_is_that_of_another_program()
    {
        // 20,000 resamples drawn by a script in Python: 0.4416 to 0.5643.
        var interval = Assert.NotNull(InterquartileMean.Estimate(PublishedScores.HumanNormalised).Interval);
        Assert.Equal(0.4416, interval.Low, 0.005);
        Assert.Equal(0.5643, interval.High, 0.005);
    }

    [Fact]
    public void The_same_scores_have_the_same_interval()
    {
        var scores = new Scores([0.1, 0.7, 0.4, 0.9, 0.3]);
        Assert.Equal(InterquartileMean.Estimate(scores), InterquartileMean.Estimate(scores));
    }

    [Theory]
    [InlineData(1, Trust.None)]
    [InlineData(2, Trust.None)]
    [InlineData(3, Trust.Little)]
    [InlineData(4, Trust.Little)]
    [InlineData(5, Trust.Fair)]
    public void Few_runs_have_no_interval_or_one_that_is_marked(int runs, Trust trust)
    {
        var estimate = InterquartileMean.Estimate(new Scores([.. Enumerable.Range(0, runs).Select(run => run / 10.0)]));
        Assert.Equal(trust, estimate.Trust);
        Assert.Equal(trust == Trust.None, estimate.Interval is null);
    }

    [Fact]
    public void The_pack_with_the_fewest_runs_decides_about_trust()
    {
        Assert.Equal(Trust.None, InterquartileMean.Estimate(new Scores([0.1, 0.2, 0.3, 0.4, 0.5], [0.3, 0.4])).Trust);
    }

    [Fact]
    public void Runs_that_agree_have_an_interval_without_width()
    {
        Assert.Equal(new Interval(0.5, 0.5), InterquartileMean.Estimate(new Scores([0.5, 0.5, 0.5])).Interval);
    }

    [Fact]
    public void Each_pack_is_resampled_on_its_own()
    {
        // Were the packs mixed, resamples with more runs of one pack than of the other would move the mean.
        Assert.Equal(new Interval(0.5, 0.5), InterquartileMean.Estimate(new Scores([0.0, 0.0, 0.0], [1.0, 1.0, 1.0])).Interval);
    }
}
