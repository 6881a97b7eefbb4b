using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;

namespace Townlet.Actors.Tests.Training;

public class TrainingPaceTests
{
    private readonly ManualTime _time = new();
    private readonly TrainingPace _pace;

    public TrainingPaceTests() => _pace = new TrainingPace(_time);

    [Fact]
    public void Pace_is_that_between_the_last_two_measurements()
    {
        _pace.Start(1000);
        _time.Advance(TimeSpan.FromSeconds(1));
        _pace.Measure(1300);
        Assert.Equal(300, _pace.StepsPerSecond, 6);

        _time.Advance(TimeSpan.FromSeconds(2));
        _pace.Measure(1400);
        Assert.Equal(50, _pace.StepsPerSecond, 6);
    }

    [Fact]
    public void Two_measurements_at_the_same_moment_keep_the_pace()
    {
        _pace.Start(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        _pace.Measure(100);

        _pace.Measure(100);

        Assert.Equal(100, _pace.StepsPerSecond, 6);
    }

    [Fact]
    public void Time_left_is_unknown_before_the_first_episode()
    {
        _pace.Start(0);
        _time.Advance(TimeSpan.FromSeconds(5));
        _pace.Measure(100);

        Assert.Null(_pace.SecondsFor(10));
    }

    [Fact]
    public void Pause_counts_neither_for_the_pace_nor_for_the_time_left()
    {
        _pace.Start(0);
        _time.Advance(TimeSpan.FromSeconds(4));
        _pace.CountEpisodes(2);
        _pace.Stop(400);
        Assert.Equal(0, _pace.StepsPerSecond);

        _time.Advance(TimeSpan.FromHours(1));
        _pace.Measure(400);
        _pace.Start(400);
        _time.Advance(TimeSpan.FromSeconds(1));
        _pace.Measure(500);

        Assert.Equal(100, _pace.StepsPerSecond, 6);
        Assert.Equal(25, _pace.SecondsFor(10)!.Value, 6);
    }
}
