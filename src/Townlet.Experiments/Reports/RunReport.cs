using System.Collections.Immutable;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Reports;

/// <summary>One run of a report.</summary>
public sealed record RunReport
{
    /// <summary>Its number within the experiment.</summary>
    public required int Trial { get; init; }

    /// <summary>Its number within the arm.</summary>
    public required int Run { get; init; }

    public required ulong Seed { get; init; }

    public required TrialPhase State { get; init; }

    /// <summary>Finished lives; null where that is not known.</summary>
    public required int? Episodes { get; init; }

    /// <summary>Lives to finish.</summary>
    public required int Wanted { get; init; }

    /// <summary>Its learning curve so far, in order.</summary>
    public required ImmutableArray<TrialEvaluation> Curve { get; init; }

    /// <summary>What came out; null until it is finished.</summary>
    public required TrialResult? Final { get; init; }

    /// <summary>Why it failed last; null where it never did.</summary>
    public required string? Cause { get; init; }

    /// <summary>Of the run, from the experiment's.</summary>
    public required string Folder { get; init; }

    /// <summary>Of its newest grant.</summary>
    public required int Epoch { get; init; }

    /// <summary>Where it runs; null where it does not.</summary>
    public required string? Node { get; init; }
}
