using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Experiments.Statistics;

/// <summary>
/// 95 % percentile bootstrap, stratified by pack: each resample draws, for each pack on its own, as many runs as there are, with replacement
/// (Agarwal et al. 2021, "Deep Reinforcement Learning at the Edge of the Statistical Precipice"). The seed is fixed, so that the same scores always have the same interval.
/// </summary>
internal static class StratifiedBootstrap
{
    public const int Resamples = 2_000;

    private const ulong Seed = 2021;
    private const double Tail = 0.025;

    /// <param name="scores">One arm.</param>
    /// <param name="figure">The figure whose interval is wanted.</param>
    public static Interval Of(Scores scores, Func<Scores, double> figure)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(figure);
        var random = new RandomSource(Seed);
        return Percentiles(() => figure(Resample(scores, ref random)));
    }

    /// <param name="first">One arm.</param>
    /// <param name="second">Another one, resampled on its own.</param>
    /// <param name="figure">The figure of both.</param>
    public static Interval Of(Scores first, Scores second, Func<Scores, Scores, double> figure)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(figure);
        var random = new RandomSource(Seed);
        return Percentiles(() =>
        {
            var resampled = Resample(first, ref random);
            return figure(resampled, Resample(second, ref random));
        });
    }

    private static Interval Percentiles(Func<double> draw)
    {
        var figures = new double[Resamples];
        for (var i = 0; i < figures.Length; i++)
        {
            figures[i] = draw();
        }

        Array.Sort(figures);
        return new Interval(Quantile(figures, Tail), Quantile(figures, 1 - Tail));
    }

    private static Scores Resample(Scores scores, ref RandomSource random)
    {
        var packs = ImmutableArray.CreateBuilder<ImmutableArray<double>>(scores.Packs.Length);
        foreach (var pack in scores.Packs)
        {
            var drawn = ImmutableArray.CreateBuilder<double>(pack.Length);
            for (var i = 0; i < pack.Length; i++)
            {
                drawn.Add(pack[random.NextInt(pack.Length)]);
            }

            packs.Add(drawn.MoveToImmutable());
        }

        return new Scores(packs.MoveToImmutable());
    }

    /// <summary>Between two neighbours the quantile is interpolated in a straight line (Hyndman and Fan 1996, type 7).</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
