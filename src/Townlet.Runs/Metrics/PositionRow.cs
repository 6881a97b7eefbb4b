namespace Townlet.Runs;

/// <summary>How long a life was spent in a cell, as table <c>position_heatmap</c> keeps it.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Count">Steps, at least 1.</param>
/// <param name="Novelty">Mean raw novelty of what was observed there; NaN is kept as NULL.</param>
public sealed record PositionRow(int X, int Y, int Count, double Novelty);
