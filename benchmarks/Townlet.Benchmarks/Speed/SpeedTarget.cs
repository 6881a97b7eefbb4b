namespace Townlet.Benchmarks;

/// <summary>What a figure is held against.</summary>
/// <param name="Reference">Of the system that this one descends from, or null where it has none.</param>
/// <param name="Required">Must be reached.</param>
/// <param name="Aim">Would be good.</param>
/// <param name="LessIsBetter">A time or a size, not a rate.</param>
internal sealed record SpeedTarget(double? Reference, double? Required, double? Aim, bool LessIsBetter = false)
{
    /// <summary>Nothing is asked.</summary>
    public static SpeedTarget None { get; } = new(null, null, null);

    /// <returns>"aim", "required" or "missed"; empty where nothing is asked.</returns>
    public string Reached(double value) =>
        Holds(value, Aim) ? "aim" : Holds(value, Required) ? "required" : Required is null && Aim is null ? "" : "missed";

    private bool Holds(double value, double? bound) => bound is { } asked && (LessIsBetter ? value <= asked : value >= asked);
}
