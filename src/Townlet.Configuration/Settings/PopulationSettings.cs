namespace Townlet.Configuration.Settings;

/// <summary><c>population</c>: how many agents learn together, and how.</summary>
public sealed record PopulationSettings
{
    /// <summary>Number of agents that live and learn together, 1 to 4096.</summary>
    public int AgentCount { get; init; } = 1;

    /// <summary>Adam's step size, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.00025;

    /// <summary>Adam's step size at the last episode; it falls linearly over the run. Null: it stays the same.</summary>
    public double? LearningRateEnd { get; init; }

    /// <summary>Discount, in [0, 1).</summary>
    public double Gamma { get; init; } = 0.99;

    /// <summary>Number of transitions kept for replay.</summary>
    public int ReplayCapacity { get; init; } = 10_000;

    public NetworkType NetworkType { get; init; } = NetworkType.Simple;

    /// <summary>True: the online network chooses the next action, and the target network values it (van Hasselt, Guez and Silver 2016).</summary>
    public bool DoubleDqn { get; init; }

    /// <summary>True: the network has separate heads for state value and action advantage (Wang et al. 2016).</summary>
    public bool Dueling { get; init; }

    /// <summary>Number of rewards summed before bootstrapping, 1 to 20 (Sutton 1988).</summary>
    public int NStep { get; init; } = 1;

    /// <summary>How much one learner step learns from: transitions (64 unless given), or sequences for a recurrent network (16 unless given).</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Steps per sequence, 1 to 1000; only used by a recurrent network.</summary>
    public int SequenceLength { get; init; } = 8;

    /// <summary>Steps of the town between two learner steps; all agents take a step at once.</summary>
    public int TrainFrequency { get; init; } = 4;

    /// <summary>Learner steps between two copies of the online network to the target network; unused where <see cref="TargetTau"/> is set.</summary>
    public int TargetUpdateFrequency { get; init; } = 100;

    /// <summary>At each learner step the target network moves towards the online network by this share, in (0, 1] (Lillicrap et al. 2016). Null: it is copied instead.</summary>
    public double? TargetTau { get; init; }

    /// <summary>At each learner step the averaged policy moves towards the online network by this share, in (0, 1] (Polyak and Juditsky 1992). Null: the policy is the online network itself.</summary>
    public double? PolicyTau { get; init; }

    public LossKind Loss { get; init; } = LossKind.MeanSquaredError;

    public RewardKind Reward { get; init; } = RewardKind.Baseline;
}
