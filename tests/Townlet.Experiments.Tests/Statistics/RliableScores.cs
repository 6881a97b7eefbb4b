using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Tests.Statistics;

/// <summary>Two score matrices by which rliable's own tests check its figures: 4 and 3 runs on 2 packs, interquartile means 1.5 and 2, probability of improvement 1/3.</summary>
internal static class RliableScores
{
    public static Scores First => new([1, 2, 1, 2], [2, 2, 1, 1]);

    public static Scores Second => new([1, 2, 3], [1, 2, 3]);
}
