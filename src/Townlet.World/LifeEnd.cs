namespace Townlet.World;

/// <summary>Whether and how a life ended in a step.</summary>
public enum LifeEnd : byte
{
    /// <summary>The life continues.</summary>
    None = 0,

    /// <summary>A terminal condition holds. Nothing follows, so a learner must not bootstrap.</summary>
    Death = 1,

    /// <summary>The step cap was reached. This is a truncation, so a learner bootstraps through it.</summary>
    StepCap = 2,
}
