using System.Collections.Immutable;

namespace Townlet.Experiments.Scheduling;

/// <summary>What the journal says of one trial.</summary>
public sealed record TrialState
{
    public required int Number { get; init; }

    public TrialPhase Phase { get; init; }

    /// <summary>Of the newest grant; 0 before the first.</summary>
    public int Epoch { get; init; }

    /// <summary>To whom it was granted last; null where nobody holds it.</summary>
    public WorkerId? Holder { get; init; }

    /// <summary>How often it failed.</summary>
    public int Failures { get; init; }

    /// <summary>Why it failed last; null where it never did.</summary>
    public string? Cause { get; init; }

    /// <summary>The newest committed checkpoint.</summary>
    public ExperimentEvent.CheckpointCommitted? Checkpoint { get; init; }

    /// <summary>Content hash of every committed checkpoint, by episode.</summary>
    public ImmutableDictionary<int, string> Contents { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>Null until it is finished.</summary>
    public TrialResult? Result { get; init; }

    /// <summary>Nothing more will come of it.</summary>
    public bool IsOver => Phase is TrialPhase.Finished or TrialPhase.Failed;
}
