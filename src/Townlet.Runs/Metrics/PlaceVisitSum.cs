namespace Townlet.Runs.Metrics;

/// <summary>How often in some lives the agent used one place after another.</summary>
/// <param name="From">Name of the place used before; null for the first use in a life.</param>
/// <param name="To">Name of the place used next.</param>
/// <param name="Count">At least 1.</param>
public sealed record PlaceVisitSum(string? From, string To, long Count);
