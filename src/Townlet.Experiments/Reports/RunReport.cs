using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Reports;

/// <summary>One run of a report.</summary>
/// <param name="Run">Its number within the arm.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="State">How far it is.</param>
/// <param name="Episodes">Finished lives; null where that is not known.</param>
/// <param name="Final">What came out; null until it is finished.</param>
/// <param name="Cause">Why it failed last; null where it never did.</param>
/// <param name="Folder">Of the run, from the experiment's.</param>
/// <param name="Epoch">Of its newest grant.</param>
/// <param name="Node">Where it runs; null where it does not.</param>
public sealed record RunReport(int Run, ulong Seed, TrialPhase State, int? Episodes, TrialResult? Final, string? Cause, string Folder, int Epoch, string? Node);
