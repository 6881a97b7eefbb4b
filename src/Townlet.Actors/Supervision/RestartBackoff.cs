namespace Townlet.Actors;

/// <summary>
/// Decides when a failed component comes back: the delay doubles with each failure in the window,
/// and a component that fails too often within it is given up.
/// </summary>
public sealed class RestartBackoff(RestartLimits limits)
{
    private readonly Queue<DateTimeOffset> _failures = new();

    /// <summary>Records a failure.</summary>
    /// <returns>The delay before the next start, or null: give up.</returns>
    public TimeSpan? AfterFailure(DateTimeOffset now)
    {
        while (_failures.TryPeek(out var oldest) && now - oldest > limits.Window)
        {
            _failures.Dequeue();
        }

        _failures.Enqueue(now);
        if (_failures.Count >= limits.MaxFailures)
        {
            return null;
        }

        var delay = limits.MinBackoff * Math.Pow(2, _failures.Count - 1);
        return delay < limits.MaxBackoff ? delay : limits.MaxBackoff;
    }
}
