using System.Text.Json.Serialization;
using Townlet.Runs.Stores;

namespace Townlet.Runs.Mirrors;

/// <summary>A file of a run in a store.</summary>
/// <param name="Path">Within the run's folder, with '/' between its parts.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record MirroredFile(string Path, long Size, string Sha256)
{
    /// <summary>Under which it lies below the run's place. The content is part of it: a file that changes never touches the one that an earlier manifest names.</summary>
    [JsonIgnore]
    internal string Key => $"{MirrorManifest.FilesFolder}/{Path}/{Sha256}";

    /// <summary>Its key in the store.</summary>
    /// <param name="place">Key below which the run lies.</param>
    public string KeyIn(string place) => $"{place}/{Key}";

    [JsonIgnore]
    internal ObjectDigest Digest => new(Size, Sha256);
}
