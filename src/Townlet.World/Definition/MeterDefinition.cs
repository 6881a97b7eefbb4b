namespace Townlet.World.Definition;

/// <summary>How one meter starts and how fast it drains.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="Tier">"pivotal", "primary", "secondary" or "resource": how the page groups it.</param>
/// <param name="Initial">Value at the start of a life, in [0, 1].</param>
/// <param name="BaseDepletion">Loss per step at depletion multiplier 1.</param>
/// <param name="Description">One sentence for human readers.</param>
public sealed record MeterDefinition(Meter Meter, string Tier, float Initial, float BaseDepletion, string Description);
