namespace Townlet.World;

/// <summary>How using a place unfolds, with and without the passing of time.</summary>
public enum InteractionType : byte
{
    /// <summary>Costs and effects at once; where time passes, an activity of a single tick.</summary>
    Instant,

    /// <summary>Ticks and a completion bonus; where time does not pass, all of them in one step, which must be paid in full.</summary>
    MultiTick,

    /// <summary>Instant where time does not pass, multi-tick where it does. The usual one.</summary>
    Dual,

    /// <summary>Each step costs and gives what a definition says for one tick, without an end or a bonus; where time does not pass likewise.</summary>
    Continuous,
}
