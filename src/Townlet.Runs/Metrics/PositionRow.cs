namespace Townlet.Runs.Metrics;

/// <summary>How many steps of a life were spent in a cell: a row of table <c>position_heatmap</c>.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Number of steps, at least 1.</param>
/// <param name="Novelty">Mean unweighted novelty of the observations there; NaN is stored as NULL.</param>
public sealed record PositionRow(int X, int Y, int Count, double Novelty);
