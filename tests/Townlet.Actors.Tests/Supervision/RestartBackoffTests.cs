using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;

namespace Townlet.Actors.Tests.Supervision;

public class RestartBackoffTests
{
    private static readonly RestartLimits _limits = new(
        MinBackoff: TimeSpan.FromSeconds(0.5), MaxBackoff: TimeSpan.FromSeconds(3), MaxFailures: 5, Window: TimeSpan.FromMinutes(1));

    private readonly ManualTime _time = new();

    [Fact]
    public void Delay_doubles_from_the_smallest_to_the_largest_and_the_fifth_failure_gives_up()
    {
        var backoff = new RestartBackoff(_limits, _time);

        Assert.Equal(TimeSpan.FromSeconds(0.5), backoff.AfterFailure());
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.AfterFailure());
        Assert.Equal(TimeSpan.FromSeconds(2), backoff.AfterFailure());
        Assert.Equal(TimeSpan.FromSeconds(3), backoff.AfterFailure());
        Assert.Null(backoff.AfterFailure());
    }

    [Fact]
    public void Fifth_failure_in_a_row_gives_up_however_slowly_they_come()
    {
        var backoff = new RestartBackoff(_limits, _time);
        for (var failure = 0; failure < 4; failure++)
        {
            Assert.NotNull(backoff.AfterFailure());
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Null(backoff.AfterFailure());
        Assert.False(backoff.FailsFast);
    }

    [Fact]
    public void Component_that_worked_in_between_begins_a_new_row()
    {
        var backoff = new RestartBackoff(_limits, _time);
        for (var failure = 0; failure < 20; failure++)
        {
            Assert.NotNull(backoff.AfterFailure());
            _time.Advance(TimeSpan.FromHours(1));
            backoff.Recovered();
        }
    }

    [Fact]
    public void Failure_that_is_older_than_the_window_no_longer_counts()
    {
        var backoff = new RestartBackoff(_limits, _time);
        for (var failure = 0; failure < 4; failure++)
        {
            backoff.AfterFailure();
        }

        backoff.Recovered();
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(TimeSpan.FromSeconds(0.5), backoff.AfterFailure());
    }

    [Fact]
    public void Failure_that_is_as_old_as_the_window_still_counts()
    {
        var backoff = new RestartBackoff(_limits, _time);
        backoff.AfterFailure();

        _time.Advance(_limits.Window);
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.AfterFailure());
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public void Wall_clock_that_jumps_by_a_year_neither_forgets_a_failure_nor_keeps_one(int days)
    {
        var backoff = new RestartBackoff(_limits, _time);
        backoff.AfterFailure();
        _time.SetWallClock(TimeSpan.FromDays(days));
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.AfterFailure());

        _time.Advance(_limits.Window + TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(0.5), backoff.AfterFailure());
    }
}
