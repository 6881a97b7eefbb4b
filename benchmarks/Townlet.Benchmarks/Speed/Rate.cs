using System.Diagnostics;

namespace Townlet.Benchmarks;

/// <summary>How often some work can be done in a second, several times over.</summary>
internal static class Rate
{
    private const int Runs = 7;

    /// <summary>Does the work for at least a second to let the compiler finish, and then for <paramref name="seconds"/> a run.</summary>
    /// <param name="batch">Does some work and returns how many units it was.</param>
    /// <param name="seconds">Of a run.</param>
    /// <returns>Units a second, one a run.</returns>
    public static double[] Of(Func<long> batch, double seconds = 0.5)
    {
        Over(TimeSpan.FromSeconds(1), batch);
        return [.. Enumerable.Range(0, Runs).Select(_ => Over(TimeSpan.FromSeconds(seconds), batch))];
    }

    private static double Over(TimeSpan duration, Func<long> batch)
    {
        var units = 0L;
        var start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            units += batch();
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < duration);

        return units / elapsed.TotalSeconds;
    }
}
