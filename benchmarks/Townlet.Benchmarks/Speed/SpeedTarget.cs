namespace Townlet.Benchmarks.Speed;

/// <summary>What a figure is compared with.</summary>
/// <param name="Reference">Figure of the system that this one descends from; null where there is none.</param>
/// <param name="Required">Value that must be reached, or null.</param>
/// <param name="Aim">Value that would be good, or null.</param>
/// <param name="LessIsBetter">True for a time or a size, false for a rate.</param>
internal sealed record SpeedTarget(double? Reference, double? Required, double? Aim, bool LessIsBetter = false)
{
    /// <summary>No target.</summary>
    public static SpeedTarget None { get; } = new(null, null, null);

    /// <returns>"aim", "required" or "missed"; empty where there is no target.</returns>
    public string Reached(double value) =>
        Holds(value, Aim) ? "aim" : Holds(value, Required) ? "required" : Required is null && Aim is null ? "" : "missed";

    private bool Holds(double value, double? bound) => bound is { } asked && (LessIsBetter ? value <= asked : value >= asked);
}
