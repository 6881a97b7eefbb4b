namespace Townlet.World;

/// <summary>A change of one meter, in meter units; negative takes away.</summary>
public readonly record struct MeterAmount(Meter Meter, float Amount);
