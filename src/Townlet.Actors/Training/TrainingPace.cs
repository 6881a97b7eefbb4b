namespace Townlet.Actors.Training;

/// <summary>Measures steps a second and time left; pauses do not count.</summary>
internal sealed class TrainingPace(TimeProvider time)
{
    private long _mark = time.GetTimestamp();
    private long _markedSteps;
    private double _secondsTrained;
    private int _episodesTrained;
    private bool _running;

    /// <summary>Agent-steps a second between the last two calls of <see cref="Measure"/>.</summary>
    public double StepsPerSecond { get; private set; }

    public void Start(long steps)
    {
        _running = true;
        _mark = time.GetTimestamp();
        _markedSteps = steps;
    }

    public void Stop(long steps)
    {
        Measure(steps);
        _running = false;
        StepsPerSecond = 0;
    }

    public void CountEpisodes(int episodes) => _episodesTrained += episodes;

    public void Measure(long steps)
    {
        if (!_running)
        {
            return;
        }

        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_mark, now).TotalSeconds;
        if (seconds <= 0)
        {
            return;
        }

        StepsPerSecond = (steps - _markedSteps) / seconds;
        _secondsTrained += seconds;
        _mark = now;
        _markedSteps = steps;
    }

    /// <summary>Seconds that the remaining episodes will take at the pace so far; null before the first one is finished.</summary>
    public double? SecondsFor(int episodesLeft) =>
        _episodesTrained == 0 || _secondsTrained <= 0 ? null : episodesLeft * _secondsTrained / _episodesTrained;
}
