using System.Diagnostics;

namespace Townlet.Benchmarks.TorchTwins;

/// <summary>Measures pieces of work in turns, so that what else the machine does slows all of them alike.</summary>
internal static class Turns
{
    private const int Rounds = 41;

    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(60);

    // Long enough for the compiler to have replaced its first version of the code.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(2);

    /// <returns>For each piece of work, how often it was done per second, one figure per round.</returns>
    public static double[][] Rates(params IReadOnlyList<Action> works)
    {
        foreach (var work in works)
        {
            Rate(work, _warmUp);
        }

        var rounds = Enumerable.Range(0, Rounds).Select(_ => works.Select(work => Rate(work, _turn)).ToArray()).ToArray();
        return [.. works.Select((_, index) => rounds.Select(round => round[index]).ToArray())];
    }

    private static double Rate(Action work, TimeSpan duration)
    {
        var times = 0;
        var start = Stopwatch.GetTimestamp();
        do
        {
            work();
            times++;
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return times / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
