using System.Collections.Immutable;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/api/episodes</c>.</summary>
public sealed record EpisodesAnswer(int Total, int LastEpisode, ImmutableArray<FinishedEpisode> Episodes)
{
    public static EpisodesAnswer Of(EpisodePage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new(page.Total, page.Last, [.. page.Episodes.Select(row => new FinishedEpisode(row.Outcome))]);
    }
}
