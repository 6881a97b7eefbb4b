namespace Townlet.Actors.Wire;

/// <summary>The trainer does what it was asked to.</summary>
public sealed record AskedAnswer(string Asked);
