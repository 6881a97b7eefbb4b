namespace Townlet.Actors.Wire;

/// <summary>A policy that <c>load_model</c> takes.</summary>
public sealed record NamedPolicy(string Name, int Episode);
