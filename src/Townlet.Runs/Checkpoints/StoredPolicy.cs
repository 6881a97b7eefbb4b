namespace Townlet.Runs;

/// <summary>The network alone, as it was when a checkpoint was taken.</summary>
/// <param name="Name">File name without extension: "policy_ep00500".</param>
/// <param name="Episode">Episodes completed when it was taken.</param>
/// <param name="Path">Full path of the file.</param>
public sealed record StoredPolicy(string Name, int Episode, string Path);
