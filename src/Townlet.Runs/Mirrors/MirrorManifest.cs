using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Townlet.Runs.Stores;

namespace Townlet.Runs.Mirrors;

/// <summary>Names the files of a run in a store. It is written when all of them are there, so that a run is fetched whole or not at all.</summary>
public sealed record MirrorManifest
{
    internal const string FilesFolder = "files";

    private const string FileName = "manifest.json";

    /// <summary>For people.</summary>
    public required string PackName { get; init; }

    /// <summary>With the seed it says which run it is.</summary>
    public required string PackHash { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Of the newest checkpoint, from which the run goes on.</summary>
    public required int Episode { get; init; }

    /// <summary>What two checkpoints of the run at this episode have in common, as <see cref="RunMirror.ContentOf"/> says; null where it says nothing.</summary>
    public string? Content { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required ImmutableArray<MirroredFile> Files { get; init; }

    /// <summary>The checkpoint of <see cref="Episode"/>.</summary>
    [JsonIgnore]
    public MirroredFile Checkpoint => Files.Single(file => file.Path == CheckpointPath);

    /// <summary>Its path in <see cref="Files"/>.</summary>
    public required string CheckpointPath { get; init; }

    /// <param name="store">The store.</param>
    /// <param name="place">Key below which the run lies.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where the store holds no run there.</returns>
    /// <exception cref="StoreException">The store is away, or what lies there is no manifest.</exception>
    public static async Task<MirrorManifest?> ReadAsync(IStore store, string place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var content = new MemoryStream();
        var key = KeyIn(place);
        if (await store.GetAsync(key, content, cancellation).ConfigureAwait(false) is null)
        {
            return null;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize(content.ToArray(), MirrorJson.Default.MirrorManifest) ?? throw new JsonException("It holds null.");
            return !manifest.Files.All(file => StoreKey.IsSafe(file.Path) && StoreKey.IsSafe(file.Sha256))
                ? throw new JsonException("It names a file outside the run.")
                : manifest.Files.Count(file => file.Path == manifest.CheckpointPath) != 1
                    ? throw new JsonException("It does not name its checkpoint.")
                    : manifest;
        }
        catch (JsonException fault)
        {
            throw new StoreException($"In the store {store.Address} {key} does not describe a run: {fault.Message} Move it away to store the run anew.", fault);
        }
    }

    /// <exception cref="StoreException">The store is away, or did not keep it.</exception>
    internal async Task WriteAsync(IStore store, string place, CancellationToken cancellation)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(this, MirrorJson.Default.MirrorManifest));
        await store.PutVerifiedAsync(KeyIn(place), content, await ObjectDigest.OfAsync(content, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    private static string KeyIn(string place) => $"{place}/{FileName}";
}
