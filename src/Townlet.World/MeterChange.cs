namespace Townlet.World;

/// <summary>What one rule did to one meter in a step.</summary>
/// <param name="Meter">The meter that changed.</param>
/// <param name="Amount">What was added to it, after clamping; never 0.</param>
/// <param name="Cause">The kind of rule.</param>
/// <param name="Name">Name of the rule: "MOVE" or "WAIT", the place, the modulation or the cascade; empty for base depletion.</param>
public readonly record struct MeterChange(Meter Meter, float Amount, ChangeCause Cause, string Name);
