namespace Townlet.Runs.Checkpoints;

/// <summary>The file with only the network of a checkpoint.</summary>
/// <param name="Name">File name without extension: "policy_ep00500".</param>
/// <param name="Episode">Episodes completed when it was written.</param>
/// <param name="Path">Full path of the file.</param>
public sealed record StoredPolicy(string Name, int Episode, string Path);
