namespace Townlet.Actors.Tests;

public class RestartBackoffTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly RestartLimits _limits = new(
        MinBackoff: TimeSpan.FromSeconds(0.5), MaxBackoff: TimeSpan.FromSeconds(3), MaxFailures: 5, Window: TimeSpan.FromMinutes(1));

    [Fact]
    public void Delay_doubles_from_the_smallest_to_the_largest_and_the_fifth_failure_gives_up()
    {
        var backoff = new RestartBackoff(_limits);

        Assert.Equal(TimeSpan.FromSeconds(0.5), backoff.AfterFailure(_start));
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.AfterFailure(_start));
        Assert.Equal(TimeSpan.FromSeconds(2), backoff.AfterFailure(_start));
        Assert.Equal(TimeSpan.FromSeconds(3), backoff.AfterFailure(_start));
        Assert.Null(backoff.AfterFailure(_start));
    }

    [Fact]
    public void Fifth_failure_in_a_row_gives_up_however_slowly_they_come()
    {
        var backoff = new RestartBackoff(_limits);
        for (var failure = 0; failure < 4; failure++)
        {
            Assert.NotNull(backoff.AfterFailure(_start + TimeSpan.FromHours(failure)));
        }

        Assert.Null(backoff.AfterFailure(_start + TimeSpan.FromHours(4)));
        Assert.False(backoff.FailsFast);
    }

    [Fact]
    public void Component_that_worked_in_between_begins_a_new_row()
    {
        var backoff = new RestartBackoff(_limits);
        for (var failure = 0; failure < 20; failure++)
        {
            Assert.NotNull(backoff.AfterFailure(_start + TimeSpan.FromHours(failure)));
            backoff.Recovered();
        }
    }

    [Fact]
    public void Failure_that_is_older_than_the_window_no_longer_counts()
    {
        var backoff = new RestartBackoff(_limits);
        for (var failure = 0; failure < 4; failure++)
        {
            backoff.AfterFailure(_start);
        }

        backoff.Recovered();
        Assert.Equal(TimeSpan.FromSeconds(0.5), backoff.AfterFailure(_start + TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public void Failure_that_is_as_old_as_the_window_still_counts()
    {
        var backoff = new RestartBackoff(_limits);
        backoff.AfterFailure(_start);

        Assert.Equal(TimeSpan.FromSeconds(1), backoff.AfterFailure(_start + _limits.Window));
    }
}
