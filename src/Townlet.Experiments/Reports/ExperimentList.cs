using System.Collections.Immutable;

namespace Townlet.Experiments.Reports;

/// <summary>The experiments that a server knows.</summary>
/// <param name="Experiments">Their names; the one to be shown first stands first.</param>
public sealed record ExperimentList(ImmutableArray<string> Experiments);
