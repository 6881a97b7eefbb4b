using System.Collections.Immutable;

namespace Townlet.Experiments.Statistics;

/// <summary>The final scores of one arm: for each pack the score of each finished run. Packs may have different numbers of runs.</summary>
internal sealed class Scores
{
    /// <param name="packs">One list for each pack, at least one of them; each holds at least one finite score.</param>
    /// <exception cref="ArgumentException">There is no pack, a pack has no score, or a score is not finite.</exception>
    public Scores(params ImmutableArray<ImmutableArray<double>> packs)
    {
        if (packs.IsDefaultOrEmpty || packs.Any(scores => scores.IsDefaultOrEmpty))
        {
            throw new ArgumentException("Every pack needs at least one score.", nameof(packs));
        }

        if (packs.Any(scores => scores.Any(score => !double.IsFinite(score))))
        {
            throw new ArgumentException("A score must be a finite number.", nameof(packs));
        }

        Packs = packs;
    }

    public ImmutableArray<ImmutableArray<double>> Packs { get; }

    /// <summary>All scores, without regard to packs.</summary>
    public IEnumerable<double> All => Packs.SelectMany(scores => scores);

    /// <summary>Runs of the pack that has the fewest.</summary>
    public int FewestRuns => Packs.Min(scores => scores.Length);
}
