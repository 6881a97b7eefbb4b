namespace Townlet.Learning.Training;

/// <summary>What a part of a step's reward is paid for.</summary>
public enum RewardTerm
{
    /// <summary>A step that the agent survived.</summary>
    Step,

    /// <summary>The step in which the agent died.</summary>
    Death,

    /// <summary>A death, paid by the steps lived minus the baseline.</summary>
    Baseline,

    /// <summary>Potential-based shaping of the curriculum's stage.</summary>
    Shaping,
}
