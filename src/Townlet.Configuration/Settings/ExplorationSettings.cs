namespace Townlet.Configuration;

/// <summary><c>exploration</c>: chance and curiosity.</summary>
public sealed record ExplorationSettings
{
    /// <summary>Width of the random network distillation embedding.</summary>
    public int EmbedDimension { get; init; } = 128;

    /// <summary>Weight of novelty in the reward at the start.</summary>
    public double InitialIntrinsicWeight { get; init; } = 1.0;

    /// <summary>Survival variance below which the weight is annealed, in steps squared.</summary>
    public double VarianceThreshold { get; init; } = 100;

    /// <summary>Lives over which that variance is taken.</summary>
    public int SurvivalWindow { get; init; } = 100;

    public double EpsilonStart { get; init; } = 1.0;

    public double EpsilonMinimum { get; init; } = 0.01;

    /// <summary>Factor at the end of each life of agent 0.</summary>
    public double EpsilonDecay { get; init; } = 0.995;
}
