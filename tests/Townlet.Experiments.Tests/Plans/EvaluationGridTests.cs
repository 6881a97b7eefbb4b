using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Tests.Plans;

public class EvaluationGridTests
{
    [Fact]
    public void A_long_run_is_measured_twenty_times()
    {
        Assert.Equal(Enumerable.Range(1, 20).Select(point => point * 500), EvaluationGrid.Of(10_000, 100).AsEnumerable());
        Assert.Equal([200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2010], EvaluationGrid.Of(2010, 200).AsEnumerable());
    }

    [Fact]
    public void A_short_run_is_measured_at_each_checkpoint_and_at_its_end()
    {
        Assert.Equal([20, 40, 50], EvaluationGrid.Of(50, 20).AsEnumerable());
        Assert.Equal([12], EvaluationGrid.Of(12, 20).AsEnumerable());
        Assert.Equal([1], EvaluationGrid.Of(1, 1_000_000).AsEnumerable());
    }

    [Fact]
    public void Every_point_but_the_last_is_due_for_a_checkpoint()
    {
        var grid = EvaluationGrid.Of(int.MaxValue, 7);
        Assert.InRange(grid.Length, 19, 21);
        Assert.All(grid[..^1], point => Assert.Equal(0, point % 7));
        Assert.Equal(int.MaxValue, grid[^1]);
    }
}
