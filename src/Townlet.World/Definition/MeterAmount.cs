namespace Townlet.World.Definition;

/// <summary>A change of one meter, in meter units; a negative amount takes away.</summary>
public readonly record struct MeterAmount(Meter Meter, float Amount);
