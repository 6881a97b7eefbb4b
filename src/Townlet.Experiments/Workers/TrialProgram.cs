using System.Collections.Immutable;

namespace Townlet.Experiments.Workers;

/// <summary>The program that runs a trial: this one, with the words of <c>train</c>.</summary>
/// <param name="File">What is executed.</param>
/// <param name="Arguments">Before those of the trial.</param>
/// <param name="Options">After those of the trial, for all trials alike: a device, a file of settings.</param>
public sealed record TrialProgram(string File, ImmutableArray<string> Arguments, ImmutableArray<string> Options);
