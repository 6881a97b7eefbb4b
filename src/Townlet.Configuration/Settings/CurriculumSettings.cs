namespace Townlet.Configuration;

/// <summary><c>curriculum</c>: when an agent moves on to a harder stage or back.</summary>
public sealed record CurriculumSettings
{
    /// <summary>The step cap of a life.</summary>
    public int MaxStepsPerEpisode { get; init; } = 500;

    /// <summary>Share of the cap that the mean life must exceed to advance, in [0, 1].</summary>
    public double SurvivalAdvanceThreshold { get; init; } = 0.7;

    /// <summary>Share of the cap below which an agent retreats, in [0, 1].</summary>
    public double SurvivalRetreatThreshold { get; init; } = 0.3;

    /// <summary>Normalised policy entropy must be below this to advance, in [0, 1].</summary>
    public double EntropyGate { get; init; } = 0.5;

    /// <summary>Steps at a stage before it may change.</summary>
    public int MinStepsAtStage { get; init; } = 1000;
}
