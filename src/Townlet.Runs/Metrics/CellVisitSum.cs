namespace Townlet.Runs;

/// <summary>How long some lives were spent in a cell.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Steps, at least 1.</param>
/// <param name="Novelty">Mean raw novelty of what was observed there, over the steps of which it is known; null where it is known of none.</param>
public sealed record CellVisitSum(int X, int Y, long Count, double? Novelty);
