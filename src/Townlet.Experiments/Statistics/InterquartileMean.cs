namespace Townlet.Experiments.Statistics;

/// <summary>
/// Mean of the middle half of all scores, of all runs and packs together: a quarter of them, rounded down, is left out at each end.
/// It is less moved by one odd run than the mean, and rests on more runs than the median (Agarwal et al. 2021).
/// </summary>
internal static class InterquartileMean
{
    public static double Of(Scores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Of(scores.All);
    }

    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            throw new ArgumentException("There is no value.", nameof(values));
        }

        var leftOut = sorted.Length / 4;
        return sorted[leftOut..^leftOut].Average();
    }

    public static Estimate Estimate(Scores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Statistics.Estimate.Of(Of(scores), scores.FewestRuns, () => StratifiedBootstrap.Of(scores, Of));
    }
}
