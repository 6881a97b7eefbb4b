namespace Townlet.World;

/// <summary>How a life stands after a step.</summary>
public enum LifeEnd : byte
{
    /// <summary>It goes on.</summary>
    None = 0,

    /// <summary>A terminal condition holds: nothing follows, so a learner must not bootstrap.</summary>
    Death = 1,

    /// <summary>The step cap was reached: a truncation, so a learner bootstraps through it.</summary>
    StepCap = 2,
}
