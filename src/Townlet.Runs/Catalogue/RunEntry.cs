namespace Townlet.Runs.Catalogue;

/// <summary>A few figures about a run.</summary>
public sealed record RunEntry
{
    public required string Path { get; init; }

    public required RunStanding Standing { get; init; }

    /// <summary>Null where run.json does not say.</summary>
    public string? Pack { get; init; }

    /// <summary>Number of finished episodes.</summary>
    public int Episodes { get; init; }

    public int EpisodesWanted { get; init; }

    /// <summary>Steps of the longest episode; null or 0 where there is none.</summary>
    public int? BestSurvival { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Why some figures are missing.</summary>
    public string? Fault { get; init; }
}
