using System.Collections.Immutable;

namespace Townlet.Learning.Evaluation;

/// <summary>Figures about the lives of a trial; lengths in steps.</summary>
public sealed record SurvivalFigures
{
    /// <summary>95 % of the standard normal distribution lies between minus this value and this value.</summary>
    private const double NormalQuantile = 1.959964;

    public required int Lives { get; init; }

    public required double Mean { get; init; }

    /// <summary>For an even number of lives, the mean of the two in the middle.</summary>
    public required double Median { get; init; }

    /// <summary>
    /// 95 % confidence interval of the mean: 1.96 standard errors to each side. The standard error uses the sample's deviation
    /// (n - 1). By the central limit theorem it is good for about thirty lives or more, and too narrow for a few. Null for a single life.
    /// </summary>
    public required (double Low, double High)? Interval { get; init; }

    public required int Shortest { get; init; }

    public required int Longest { get; init; }

    /// <summary>Number of lives that reached the step cap.</summary>
    public required int ReachedCap { get; init; }

    /// <summary>Causes of death, the most frequent first.</summary>
    public required ImmutableArray<DeathCount> Causes { get; init; }

    /// <exception cref="ArgumentException">There is no life.</exception>
    public static SurvivalFigures Of(ImmutableArray<LivedLife> lives)
    {
        if (lives.IsDefaultOrEmpty)
        {
            throw new ArgumentException("Figures need at least one life.", nameof(lives));
        }

        var lengths = lives.Select(life => life.Steps).Order().ToArray();
        var mean = lengths.Average();
        return new SurvivalFigures
        {
            Lives = lengths.Length,
            Mean = mean,
            Median = (lengths[(lengths.Length - 1) / 2] + lengths[lengths.Length / 2]) / 2.0,
            Interval = IntervalOf(lengths, mean),
            Shortest = lengths[0],
            Longest = lengths[^1],
            ReachedCap = lives.Count(life => life.Cause is null),
            Causes =
            [
                .. lives.Where(life => life.Cause is not null)
                    .GroupBy(life => life.Cause!.Value, (cause, ended) => new DeathCount(cause, ended.Count()))
                    .OrderByDescending(death => death.Lives)
                    .ThenBy(death => death.Cause),
            ],
        };
    }

    private static (double Low, double High)? IntervalOf(int[] lengths, double mean)
    {
        if (lengths.Length < 2)
        {
            return null;
        }

        var variance = lengths.Sum(length => (length - mean) * (length - mean)) / (lengths.Length - 1);
        var margin = NormalQuantile * Math.Sqrt(variance / lengths.Length);
        return (mean - margin, mean + margin);
    }
}
