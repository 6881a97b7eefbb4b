namespace Townlet.Runs.Checkpoints;

/// <summary>There are checkpoints, and none is this run's: to begin again would remove the run's records. The message says why and what the user can do.</summary>
public sealed class NoCheckpointFitsException(string message) : Exception(message);
