using System.Collections.Immutable;

namespace Townlet.Runs.Metrics;

/// <summary>Some rows of a run.</summary>
/// <param name="Episodes">Rows ordered by episode number.</param>
/// <param name="Total">Number of rows in the whole table.</param>
/// <param name="Last">Number of the newest episode in the whole table; 0 where there is none.</param>
public sealed record EpisodePage(ImmutableArray<EpisodeRow> Episodes, int Total, int Last)
{
    /// <summary>The page of a run without a recorded life.</summary>
    public static EpisodePage None { get; } = new([], 0, 0);
}
