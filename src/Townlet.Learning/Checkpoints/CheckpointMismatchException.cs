namespace Townlet.Learning.Checkpoints;

/// <summary>A good checkpoint does not fit: it was made with another pack, network or number of agents.</summary>
public sealed class CheckpointMismatchException(string message) : Exception(message);
