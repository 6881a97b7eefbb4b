namespace Townlet.Actors;

/// <summary>What was seen when the page was loaded.</summary>
/// <param name="Fault">Null where the page loads; else what is wrong with it: "nobody answers".</param>
public sealed record PageLook(string? Fault)
{
    /// <summary>The page loads.</summary>
    public static PageLook Good { get; } = new(Fault: null);
}
