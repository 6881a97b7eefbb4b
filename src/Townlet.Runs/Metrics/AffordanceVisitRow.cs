namespace Townlet.Runs.Metrics;

/// <summary>How often in a life the agent used one place after another: a row of table <c>affordance_visits</c>.</summary>
/// <param name="From">Name of the place used before; null for the first use in the life.</param>
/// <param name="To">Name of the place used next.</param>
/// <param name="Count">At least 1.</param>
public sealed record AffordanceVisitRow(string? From, string To, int Count);
