namespace Townlet.Learning;

/// <summary>A good checkpoint that was made with another pack, network or number of agents than it is to be used with.</summary>
public sealed class CheckpointMismatchException(string message) : Exception(message);
