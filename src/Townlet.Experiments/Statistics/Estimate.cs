namespace Townlet.Experiments.Statistics;

/// <summary>A figure with its uncertainty.</summary>
/// <param name="Value">Of the scores at hand.</param>
/// <param name="Interval">Null where <paramref name="Trust"/> is none.</param>
/// <param name="Trust">By the number of runs.</param>
public sealed record Estimate(double Value, Interval? Interval, Trust Trust)
{
    /// <summary>Fewer runs than this have no interval.</summary>
    public const int RunsForInterval = 3;

    /// <summary>The interval of fewer runs than this is not to be trusted.</summary>
    public const int RunsForTrust = 5;

    /// <param name="value">Of the scores at hand.</param>
    /// <param name="fewestRuns">Runs of the arm and pack that has the fewest.</param>
    /// <param name="interval">Computes the interval; not asked where there is none.</param>
    internal static Estimate Of(double value, int fewestRuns, Func<Interval> interval) => fewestRuns switch
    {
        < RunsForInterval => new Estimate(value, null, Trust.None),
        < RunsForTrust => new Estimate(value, interval(), Trust.Little),
        _ => new Estimate(value, interval(), Trust.Fair),
    };
}
