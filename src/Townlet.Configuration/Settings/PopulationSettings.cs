namespace Townlet.Configuration;

/// <summary><c>population</c>: how many learn together, and how.</summary>
public sealed record PopulationSettings
{
    /// <summary>Independent lives in one batch, 1 to 4096.</summary>
    public int AgentCount { get; init; } = 1;

    /// <summary>Adam's step size, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.00025;

    /// <summary>Adam's step size at the last episode; it falls linearly over the run. Null: it stays.</summary>
    public double? LearningRateEnd { get; init; }

    /// <summary>Discount, in [0, 1).</summary>
    public double Gamma { get; init; } = 0.99;

    /// <summary>Transitions kept for replay.</summary>
    public int ReplayCapacity { get; init; } = 10_000;

    public NetworkType NetworkType { get; init; } = NetworkType.Simple;

    /// <summary>The online network chooses the next action, the target network values it (van Hasselt, Guez and Silver 2016).</summary>
    public bool DoubleDqn { get; init; }

    /// <summary>Separate heads for state value and action advantage (Wang et al. 2016).</summary>
    public bool Dueling { get; init; }

    /// <summary>Rewards summed before bootstrapping, 1 to 20 (Sutton 1988).</summary>
    public int NStep { get; init; } = 1;

    /// <summary>What one learner step learns from: transitions (64 unless given), or sequences where the network is recurrent (16 unless given).</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Steps of a sequence, 1 to 1000; used where the network is recurrent.</summary>
    public int SequenceLength { get; init; } = 8;

    /// <summary>Vector steps between learner steps.</summary>
    public int TrainFrequency { get; init; } = 4;

    /// <summary>Learner steps between copies of the target network; unused when <see cref="TargetTau"/> is set.</summary>
    public int TargetUpdateFrequency { get; init; } = 100;

    /// <summary>Share by which the target network follows the online one at each learner step, in (0, 1]; null: it is copied (Lillicrap et al. 2016).</summary>
    public double? TargetTau { get; init; }

    /// <summary>Share by which the averaged policy follows the online network at each learner step, in (0, 1]; null: the policy is the online network (Polyak and Juditsky 1992).</summary>
    public double? PolicyTau { get; init; }

    public LossKind Loss { get; init; } = LossKind.MeanSquaredError;

    public RewardKind Reward { get; init; } = RewardKind.Baseline;
}
