namespace Townlet.Actors.Wire;

/// <summary>Why a request was refused.</summary>
public sealed record ErrorAnswer(string Error);
