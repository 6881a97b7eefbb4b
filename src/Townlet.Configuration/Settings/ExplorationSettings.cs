namespace Townlet.Configuration.Settings;

/// <summary><c>exploration</c>: random moves and curiosity.</summary>
public sealed record ExplorationSettings
{
    /// <summary>Width of the random network distillation embedding.</summary>
    public int EmbedDimension { get; init; } = 128;

    /// <summary>Weight of novelty in the reward at the start.</summary>
    public double InitialIntrinsicWeight { get; init; } = 1.0;

    /// <summary>The weight falls while the variance of survival is below this, in steps squared.</summary>
    public double VarianceThreshold { get; init; } = 100;

    /// <summary>Number of lives over which the variance is computed.</summary>
    public int SurvivalWindow { get; init; } = 100;

    public double EpsilonStart { get; init; } = 1.0;

    public double EpsilonMinimum { get; init; } = 0.01;

    /// <summary>Epsilon is multiplied by this at the end of each life of agent 0.</summary>
    public double EpsilonDecay { get; init; } = 0.995;
}
