namespace Townlet.Learning.Training;

/// <summary>How often an agent acted from a cell in one life.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Number of steps, at least 1.</param>
/// <param name="Novelty">Mean unweighted novelty of the observations there.</param>
public sealed record CellVisits(int X, int Y, int Count, double Novelty);
