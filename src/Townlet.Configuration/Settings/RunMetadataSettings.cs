namespace Townlet.Configuration.Settings;

/// <summary><c>run_metadata</c>.</summary>
public sealed record RunMetadataSettings
{
    /// <summary>Folder inside runs/; the pack's name unless given.</summary>
    public required string OutputSubdirectory { get; init; }
}
