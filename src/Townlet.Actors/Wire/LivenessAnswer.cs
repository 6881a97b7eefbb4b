namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/health/live</c>: "live".</summary>
public sealed record LivenessAnswer(string Status);
