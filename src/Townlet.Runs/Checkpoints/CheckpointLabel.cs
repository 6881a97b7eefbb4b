namespace Townlet.Runs.Checkpoints;

/// <summary>What a checkpoint says about itself.</summary>
/// <param name="Episode">Episodes completed when it was taken.</param>
/// <param name="IsPolicyOnly">It holds the network alone.</param>
/// <param name="Run">The run that it was taken from.</param>
public sealed record CheckpointLabel(int Episode, bool IsPolicyOnly, RunIdentity Run);
