namespace Townlet.Actors.Supervision;

/// <summary>
/// Decides when a failed component is restarted: the delay doubles with each failure in the window. A component that fails too
/// often within the window is given up, and so is one that fails as often in a row, at any pace, without having worked in between.
/// It uses monotonic time, since the wall clock may jump.
/// </summary>
/// <remarks>Not Akka's BackoffSupervisor, which neither shows its state, nor hands anything over to the next instance, nor gives up by these rules.</remarks>
internal sealed class RestartBackoff(RestartLimits limits, TimeProvider time)
{
    private readonly Queue<long> _failures = new();
    private int _inARow;

    /// <summary>True where there are too many failures within the window.</summary>
    public bool FailsFast => _failures.Count >= limits.MaxFailures;

    /// <summary>Records that the component does its work.</summary>
    public void Recovered() => _inARow = 0;

    /// <summary>Records a failure at this moment.</summary>
    /// <returns>The delay before the next start, or null to give up.</returns>
    public TimeSpan? AfterFailure()
    {
        while (_failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > limits.Window)
        {
            _failures.Dequeue();
        }

        _failures.Enqueue(time.GetTimestamp());
        _inARow++;
        if (Math.Max(_failures.Count, _inARow) >= limits.MaxFailures)
        {
            return null;
        }

        var delay = limits.MinBackoff * Math.Pow(2, _failures.Count - 1);
        return delay < limits.MaxBackoff ? delay : limits.MaxBackoff;
    }
}
