namespace Townlet.World.Definition;

/// <summary>A state of one meter that ends a life.</summary>
public sealed record TerminalCondition(Meter Meter, Comparison Comparison, float Value, string Description);
