namespace Townlet.World.Definition;

/// <summary>How the use of a place unfolds, in a town where time passes and in one where it does not.</summary>
public enum InteractionType : byte
{
    /// <summary>Costs and effects apply at once. Where time passes, it is an activity of a single tick.</summary>
    Instant,

    /// <summary>An activity of several ticks with a completion bonus. Where time does not pass, all ticks happen in one step, which the agent must be able to pay in full.</summary>
    MultiTick,

    /// <summary>Instant where time does not pass, multi-tick where it does. Most places are of this type.</summary>
    Dual,

    /// <summary>Each step costs and gives one tick's amounts. It has no end and no bonus, and is the same where time does not pass.</summary>
    Continuous,
}
