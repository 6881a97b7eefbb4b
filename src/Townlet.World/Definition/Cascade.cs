namespace Townlet.World.Definition;

/// <summary>
/// A low meter drags another one down. While source is below the threshold, target loses
/// <c>Strength * (Threshold - source) / Threshold</c> per step.
/// </summary>
public sealed record Cascade(string Name, string Category, Meter Source, Meter Target, float Threshold, float Strength);
