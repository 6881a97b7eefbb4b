using Townlet.Runs.Metrics;

namespace Townlet.Runs.Tests.Metrics;

public class TrainingTimeTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Time_runs_from_the_first_life_to_the_last()
    {
        Assert.Equal(7.5, TrainingTime.Seconds(At(0, 2, 3, 7.5)));
    }

    [Fact]
    public void One_life_says_nothing()
    {
        Assert.Null(TrainingTime.Seconds([]));
        Assert.Null(TrainingTime.Seconds(At(5)));
    }

    [Fact]
    public void A_night_between_two_processes_does_not_count()
    {
        Assert.Equal(4, TrainingTime.Seconds(At(0, 1, 2, 30_002, 30_003, 30_004)));
    }

    [Fact]
    public void Lives_that_are_all_slow_are_no_pauses()
    {
        Assert.Equal(900, TrainingTime.Seconds(At(0, 100, 250, 900)));
    }

    private static DateTimeOffset[] At(params double[] seconds) => [.. seconds.Select(second => _start.AddSeconds(second))];
}
