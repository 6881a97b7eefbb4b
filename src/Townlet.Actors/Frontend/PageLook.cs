namespace Townlet.Actors.Frontend;

/// <summary>The result of an attempt to load the page.</summary>
/// <param name="Fault">Null where the page loads; else what is wrong with it, such as "nobody answers there".</param>
internal sealed record PageLook(string? Fault)
{
    /// <summary>The page loads.</summary>
    public static PageLook Good { get; } = new(Fault: null);
}
