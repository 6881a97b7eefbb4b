namespace Townlet.World.Definition;

/// <summary>
/// One meter sets how fast another drains: each step <paramref name="Target"/> loses
/// <c>BaselineDepletion * (BaseMultiplier + Range * (1 - source))</c>.
/// </summary>
public sealed record Modulation(string Name, Meter Source, Meter Target, float BaseMultiplier, float Range, float BaselineDepletion);
