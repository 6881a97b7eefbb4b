using System.Collections.Immutable;

namespace Townlet.Experiments.Statistics;

/// <summary>
/// How probable it is that a run of one arm scores higher than a run of another on the same pack, averaged over packs. Ties count half.
/// For each pack this is the Mann-Whitney U statistic by the number of pairs (Agarwal et al. 2021).
/// </summary>
internal static class ProbabilityOfImprovement
{
    /// <param name="first">The arm that may be better.</param>
    /// <param name="second">The arm that it is compared with, with the same packs in the same order.</param>
    /// <returns>From 0 to 1; 0.5 where neither is better.</returns>
    /// <exception cref="ArgumentException">The arms have different numbers of packs.</exception>
    public static double Of(Scores first, Scores second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Packs.Length != second.Packs.Length)
        {
            throw new ArgumentException("Both arms must have the same packs.", nameof(second));
        }

        return first.Packs.Zip(second.Packs, OnOnePack).Average();
    }

    public static Estimate Estimate(Scores first, Scores second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Statistics.Estimate.Of(Of(first, second), Math.Min(first.FewestRuns, second.FewestRuns), () => StratifiedBootstrap.Of(first, second, Of));
    }

    private static double OnOnePack(ImmutableArray<double> first, ImmutableArray<double> second)
    {
        var won = 0.0;
        foreach (var score in first)
        {
            foreach (var other in second)
            {
                won += score > other ? 1 : score == other ? 0.5 : 0;
            }
        }

        return won / (first.Length * second.Length);
    }
}
