using System.Collections.Immutable;

namespace Townlet.Runs.Metrics;

/// <summary>Where agents were, and in which order they used the places, summed over some lives.</summary>
/// <param name="From">First episode asked for; 0 where none is recorded.</param>
/// <param name="To">Last episode asked for; 0 where none is recorded.</param>
/// <param name="Lives">Number of recorded episodes in that range.</param>
/// <param name="Visits">Ordered by name; first uses in a life come first.</param>
/// <param name="Cells">Ordered by row; only cells in which an agent acted.</param>
public sealed record VisitSums(int From, int To, int Lives, ImmutableArray<PlaceVisitSum> Visits, ImmutableArray<CellVisitSum> Cells)
{
    /// <summary>The sums of a run without a recorded life.</summary>
    public static VisitSums None { get; } = new(0, 0, 0, [], []);
}
