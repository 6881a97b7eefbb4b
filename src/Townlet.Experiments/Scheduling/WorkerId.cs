namespace Townlet.Experiments.Scheduling;

/// <summary>One life of a worker.</summary>
/// <param name="Node">The machine and place where it runs; two workers that run at the same time never share it.</param>
/// <param name="Incarnation">
/// Grows each time that the worker starts there. A worker begins only after every trial process of its predecessor is gone, so a later incarnation proves that the earlier one holds nothing.
/// </param>
public sealed record WorkerId(string Node, long Incarnation);
