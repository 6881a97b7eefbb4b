namespace Townlet.Configuration;

/// <summary><c>population.reward</c>: what the learner is rewarded for; records always show the baseline-relative reward.</summary>
public enum RewardKind
{
    /// <summary>0 a step, steps lived minus the baseline at death.</summary>
    Baseline,

    /// <summary>+0.01 a step lived, -1 at death.</summary>
    Survival,
}
