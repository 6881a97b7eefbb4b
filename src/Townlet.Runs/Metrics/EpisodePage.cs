using System.Collections.Immutable;

namespace Townlet.Runs;

/// <summary>Some rows of a run.</summary>
/// <param name="Episodes">By episode number.</param>
/// <param name="Total">Rows in the whole table.</param>
public sealed record EpisodePage(ImmutableArray<EpisodeRow> Episodes, int Total)
{
    /// <summary>Of a run without a recorded life.</summary>
    public static EpisodePage None { get; } = new([], 0);
}
