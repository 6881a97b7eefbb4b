namespace Townlet.Actors.Wire;

/// <summary>Where server and page answer; null for one that is not there.</summary>
public sealed record PortNumbers(int? Inference, int? Frontend);
