using System.Collections.Immutable;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/api/visits</c>. A novelty that is not a number is null.</summary>
public sealed record VisitsAnswer(int From, int To, int Lives, ImmutableArray<PlaceVisitSum> Visits, ImmutableArray<CellVisitSum> Cells)
{
    public static VisitsAnswer Of(VisitSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return new(sums.From, sums.To, sums.Lives, sums.Visits, [.. sums.Cells.Select(cell => cell with { Novelty = WireFormat.Finite(cell.Novelty) })]);
    }
}
