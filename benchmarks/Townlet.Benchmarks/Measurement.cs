using System.Diagnostics;

namespace Townlet.Benchmarks;

/// <summary>How fast some work went, over several runs.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Unit">What is counted; a second.</param>
/// <param name="Rates">One a run, sorted.</param>
internal sealed record Measurement(string Work, string Unit, double[] Rates)
{
    private const int Runs = 7;

    public double Minimum => Rates[0];

    public double Median => Rates[Rates.Length / 2];

    public double Maximum => Rates[^1];

    /// <summary>Times the work, after one run of at least a second that lets the compiler finish.</summary>
    /// <param name="work">Its name.</param>
    /// <param name="unit">What <paramref name="batch"/> counts.</param>
    /// <param name="batch">Does some work and returns how many units it was.</param>
    public static Measurement Of(string work, string unit, Func<long> batch)
    {
        RateOver(TimeSpan.FromSeconds(1), batch);
        var rates = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            rates[run] = RateOver(TimeSpan.FromSeconds(0.5), batch);
        }

        Array.Sort(rates);
        return new Measurement(work, unit, rates);
    }

    private static double RateOver(TimeSpan duration, Func<long> batch)
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
