using System.Collections.Immutable;

namespace Townlet.Runs;

/// <summary>Some rows of a run.</summary>
/// <param name="Episodes">By episode number.</param>
/// <param name="Total">Rows in the whole table.</param>
/// <param name="Last">Number of the newest in the whole table; 0 where there is none.</param>
public sealed record EpisodePage(ImmutableArray<EpisodeRow> Episodes, int Total, int Last)
{
    /// <summary>Of a run without a recorded life.</summary>
    public static EpisodePage None { get; } = new([], 0, 0);
}
