namespace Townlet.Runs.Checkpoints;

/// <summary>A full checkpoint on the disk.</summary>
/// <param name="Name">File name without extension: "checkpoint_ep00500".</param>
/// <param name="Episode">Episodes completed when it was written.</param>
/// <param name="Path">Full path of the file.</param>
/// <param name="Bytes">Length of the file in bytes.</param>
public sealed record StoredCheckpoint(string Name, int Episode, string Path, long Bytes);
