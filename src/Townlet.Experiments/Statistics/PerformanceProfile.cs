using System.Collections.Immutable;

namespace Townlet.Experiments.Statistics;

/// <summary>
/// Share of the runs of an arm that score more than a threshold, over a range of thresholds: shows the whole distribution, the bad runs too
/// (run-score distribution of Agarwal et al. 2021; Dolan and More 2002).
/// </summary>
internal static class PerformanceProfile
{
    /// <returns>From 0 to 1.</returns>
    public static double Of(Scores scores, double threshold)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.All.Average(score => score > threshold ? 1.0 : 0.0);
    }

    /// <returns>One point for each threshold, in their order.</returns>
    public static ImmutableArray<ProfilePoint> Estimate(Scores scores, IEnumerable<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(thresholds);
        return
        [
            .. thresholds.Select(threshold => new ProfilePoint(
                threshold,
                Statistics.Estimate.Of(Of(scores, threshold), scores.FewestRuns, () => StratifiedBootstrap.Of(scores, resampled => Of(resampled, threshold))))),
        ];
    }
}
