namespace Townlet.Actors.Wire;

/// <summary>This component was made to fail.</summary>
public sealed record TrippedAnswer(string Tripped);
