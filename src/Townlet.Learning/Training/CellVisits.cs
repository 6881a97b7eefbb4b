namespace Townlet.Learning;

/// <summary>How often an agent acted from a cell in one life.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Steps, at least 1.</param>
/// <param name="Novelty">Mean raw novelty of what was observed there.</param>
public sealed record CellVisits(int X, int Y, int Count, double Novelty);
