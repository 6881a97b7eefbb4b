namespace Townlet.Experiments.Statistics;

/// <summary>One point of a performance profile.</summary>
/// <param name="Threshold">A score.</param>
/// <param name="Share">Share of all runs that score more, from 0 to 1.</param>
internal sealed record ProfilePoint(double Threshold, Estimate Share);
