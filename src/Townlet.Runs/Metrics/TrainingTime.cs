namespace Townlet.Runs.Metrics;

/// <summary>How long a run has trained, by the times at which its lives ended: what lies between two processes that trained in it does not count.</summary>
public static class TrainingTime
{
    /// <summary>A pause is longer than this, and longer than ten usual lives.</summary>
    private static readonly TimeSpan _shortestPause = TimeSpan.FromMinutes(1);

    /// <param name="ends">When the lives ended, in order.</param>
    /// <returns>From the end of the first life on, in seconds; null where fewer than two lives have ended.</returns>
    public static double? Seconds(IReadOnlyList<DateTimeOffset> ends)
    {
        ArgumentNullException.ThrowIfNull(ends);
        if (ends.Count < 2)
        {
            return null;
        }

        var gaps = ends.Skip(1).Zip(ends, (later, earlier) => later - earlier).Order().ToArray();
        var usual = gaps[gaps.Length / 2];
        var longest = TimeSpan.FromTicks(Math.Max(_shortestPause.Ticks, usual.Ticks * 10));
        return gaps.Where(gap => gap <= longest).Sum(gap => gap.TotalSeconds);
    }
}
