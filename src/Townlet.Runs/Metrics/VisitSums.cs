using System.Collections.Immutable;

namespace Townlet.Runs;

/// <summary>Where the agents of some lives were and in which order they used the places, all lives together.</summary>
/// <param name="From">First episode asked for; 0 where none is recorded.</param>
/// <param name="To">Last episode asked for; 0 where none is recorded.</param>
/// <param name="Lives">How many episodes of that range are recorded.</param>
/// <param name="Visits">By name, the first use in a life before all others.</param>
/// <param name="Cells">Row after row; only those that were acted from.</param>
public sealed record VisitSums(int From, int To, int Lives, ImmutableArray<PlaceVisitSum> Visits, ImmutableArray<CellVisitSum> Cells)
{
    /// <summary>Of a run without a recorded life.</summary>
    public static VisitSums None { get; } = new(0, 0, 0, [], []);
}
