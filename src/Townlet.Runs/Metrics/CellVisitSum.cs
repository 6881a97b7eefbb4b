namespace Townlet.Runs.Metrics;

/// <summary>How many steps of some lives were spent in a cell.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Number of steps, at least 1.</param>
/// <param name="Novelty">Mean unweighted novelty of the observations there, over the steps for which it is known; null where it is known for none.</param>
public sealed record CellVisitSum(int X, int Y, long Count, double? Novelty);
