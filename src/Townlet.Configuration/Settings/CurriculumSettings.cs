namespace Townlet.Configuration.Settings;

/// <summary><c>curriculum</c>: when an agent moves to a harder stage or back.</summary>
public sealed record CurriculumSettings
{
    /// <summary>The step cap of a life.</summary>
    public int MaxStepsPerEpisode { get; init; } = 500;

    /// <summary>To advance, the mean life must exceed this share of the step cap, in [0, 1].</summary>
    public double SurvivalAdvanceThreshold { get; init; } = 0.7;

    /// <summary>An agent retreats when its mean life is below this share of the step cap, in [0, 1].</summary>
    public double SurvivalRetreatThreshold { get; init; } = 0.3;

    /// <summary>To advance, the normalised policy entropy must be below this, in [0, 1].</summary>
    public double EntropyGate { get; init; } = 0.5;

    /// <summary>Steps that an agent lives at a stage before it may leave it.</summary>
    public int MinStepsAtStage { get; init; } = 1000;
}
