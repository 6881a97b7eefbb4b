using Townlet.Learning.Evaluation;
using Townlet.World;

namespace Townlet.Learning.Tests.Evaluation;

public sealed class SurvivalFiguresTests
{
    [Fact]
    public void Figures_are_those_of_the_lengths()
    {
        var figures = SurvivalFigures.Of([Died(10), Died(40), Died(20), Capped(50)]);

        Assert.Equal((4, 30.0, 30.0, 10, 50), (figures.Lives, figures.Mean, figures.Median, figures.Shortest, figures.Longest));
        // Deviations -20, 10, -10, 20: variance 1000 / 3, standard error 9.1287, times 1.96.
        Assert.Equal(30 - 17.892, figures.Interval!.Value.Low, tolerance: 0.001);
        Assert.Equal(30 + 17.892, figures.Interval.Value.High, tolerance: 0.001);
    }

    [Fact]
    public void Median_of_an_odd_number_is_the_middle_one() =>
        Assert.Equal(20, SurvivalFigures.Of([Died(90), Died(20), Died(10)]).Median);

    [Fact]
    public void Causes_are_counted_most_frequent_first_and_the_step_cap_is_none()
    {
        var figures = SurvivalFigures.Of([Died(1, Meter.Health), Died(2), Died(3), Capped(9)]);

        Assert.Equal([new DeathCount(Meter.Energy, 2), new DeathCount(Meter.Health, 1)], figures.Causes.ToArray());
        Assert.Equal(1, figures.ReachedCap);
    }

    [Fact]
    public void Single_life_has_no_interval() => Assert.Null(SurvivalFigures.Of([Died(7)]).Interval);

    [Fact]
    public void No_life_has_no_figures() => Assert.Throws<ArgumentException>(() => SurvivalFigures.Of([]));

    private static LivedLife Died(int steps, Meter cause = Meter.Energy) => new(steps, cause);

    private static LivedLife Capped(int steps) => new(steps, Cause: null);
}
