namespace Townlet.Configuration.Settings;

/// <summary><c>population.reward</c>: what the learner is rewarded for, and so what every record and viewer is shown.</summary>
public enum RewardKind
{
    /// <summary>0 a step, and at death the steps lived minus the baseline. A full life gets nothing: it was cut off, not ended.</summary>
    Baseline,

    /// <summary>+0.01 a step lived, -1 at death.</summary>
    Survival,
}
