using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>Two arms compared.</summary>
/// <param name="A">Name of one.</param>
/// <param name="B">Name of the other.</param>
/// <param name="ProbabilityOfImprovement">That a run of <paramref name="A"/> ends better than one of <paramref name="B"/>.</param>
public sealed record PairReport(string A, string B, Estimate ProbabilityOfImprovement);
