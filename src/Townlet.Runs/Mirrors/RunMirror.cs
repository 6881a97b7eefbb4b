using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Files;
using Townlet.Runs.Metrics;
using Townlet.Runs.Stores;

namespace Townlet.Runs.Mirrors;

/// <summary>
/// Carries a run into a store, each time as of its newest checkpoint. Files whose content the store holds already are not sent again. The manifest comes last, so that a fetch finds the state
/// before or the state after, whole. Never touches the run itself.
/// </summary>
public sealed class RunMirror : IDisposable
{
    private readonly RunFolder _folder;
    private readonly RunIdentity _run;
    private readonly IStore _store;
    private readonly string _place;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1);
    private readonly HashSet<string> _kept = [];
    private readonly Dictionary<string, (long Length, DateTime Written, ObjectDigest Digest)> _digests = [];
    private bool _hasLooked;

    /// <param name="folder">The run, which another process may train.</param>
    /// <param name="run">Which run it is.</param>
    /// <param name="store">Disposed with the mirror.</param>
    /// <param name="place">Key below which the run lies in the store. Nothing else may lie there.</param>
    /// <param name="time">Dates the manifest.</param>
    public RunMirror(RunFolder folder, RunIdentity run, IStore store, string place, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        _folder = folder;
        _run = run;
        _store = store;
        _place = place;
        _time = time;
    }

    /// <summary>For people.</summary>
    public string Address => $"{_store.Address}/{_place}";

    /// <summary>Reads what two checkpoints of the run at the same episode have in common; null: the manifest says nothing of it.</summary>
    public Func<Stream, string>? ContentOf { get; init; }

    /// <summary>Episode of the newest checkpoint that the store holds whole, as far as is known; null: none.</summary>
    public int? Episode { get; private set; }

    /// <summary>Carries what is new. One call at a time does; others wait for it.</summary>
    /// <returns>What was carried; null where there is no checkpoint yet, and where the store holds a later one.</returns>
    /// <exception cref="StoreException">The store is away, did not keep what was sent, or holds another run there; or the run's files cannot be read. What was carried before is still whole.</exception>
    public async Task<MirrorManifest?> ShipAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await LookOnceAsync(cancellation).ConfigureAwait(false);
            using var snapshot = await Task.Run(() => RunSnapshot.Take(_folder), cancellation).ConfigureAwait(false);
            return snapshot is null || snapshot.Episode < Episode ? null : await ShipAsync(snapshot, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The run in {_folder.Path} could not be read for the store: {FileFault.Explain(failure)}", failure);
        }
        catch (MetricsDatabaseException failure)
        {
            throw new StoreException(failure.Message, failure);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Carries the last state of a run that has ended, and tries again while there is time.</summary>
    /// <param name="within">The time that there is.</param>
    /// <param name="retry">Between two attempts.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What the store holds, and why that is not the last state: a sentence, or null.</returns>
    public async Task<(MirrorManifest? Carried, string? Fault)> ShipLastAsync(TimeSpan within, RetryTerms retry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(retry);
        using var limit = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        string? fault = null;
        for (var failures = 1; ; failures++)
        {
            try
            {
                // A call into a shared folder whose server is gone may never come back.
                return (await ShipAsync(either.Token).WaitAsync(either.Token).ConfigureAwait(false), null);
            }
            catch (StoreException failure)
            {
                fault = failure.Message;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                return (null, fault ?? string.Create(CultureInfo.InvariantCulture, $"The store {_store.Address} did not take it within {within.TotalSeconds:0.#} s."));
            }

            await Task.Delay(retry.After(failures), _time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A call that hangs in the store may still come back.</summary>
    public void Dispose() => _store.Dispose();

    private async Task LookOnceAsync(CancellationToken cancellation)
    {
        if (_hasLooked)
        {
            return;
        }

        if (await MirrorManifest.ReadAsync(_store, _place, cancellation).ConfigureAwait(false) is { } found)
        {
            if (found.PackHash != _run.PackHash || found.Seed != _run.Seed)
            {
                throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Address} holds another run (pack '{found.PackName}', seed {found.Seed}), and this one is not stored over it. Name another place with --store, or give this run's folder another name."));
            }

            Episode = found.Episode;
            _kept.UnionWith(found.Files.Select(file => file.Key));
        }

        _hasLooked = true;
    }

    private async Task<MirrorManifest> ShipAsync(RunSnapshot snapshot, CancellationToken cancellation)
    {
        var there = await _store.ListAsync($"{_place}/{MirrorManifest.FilesFolder}", cancellation).ConfigureAwait(false);
        var sizes = there.ToDictionary(item => item.Key, item => item.Size, StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<MirroredFile>(snapshot.Paths.Count);
        string? common = null;
        foreach (var path in snapshot.Paths)
        {
            await using var content = snapshot.Open(path);
            if (path == snapshot.CheckpointPath)
            {
                common = ContentOf?.Invoke(content);
            }

            var digest = await DigestAsync(snapshot.SourceOf(path), content, cancellation).ConfigureAwait(false);
            var file = new MirroredFile(path, digest.Size, digest.Sha256);
            files.Add(file);
            var key = file.KeyIn(_place);
            if (!_kept.Contains(file.Key) || sizes.GetValueOrDefault(key, -1) != file.Size)
            {
                await _store.PutVerifiedAsync(key, content, digest, cancellation).ConfigureAwait(false);
                _kept.Add(file.Key);
            }
        }

        var manifest = new MirrorManifest
        {
            PackName = _run.PackName,
            PackHash = _run.PackHash,
            Seed = _run.Seed,
            Episode = snapshot.Episode,
            CheckpointPath = snapshot.CheckpointPath,
            Content = common,
            WrittenAt = _time.GetUtcNow(),
            Files = files.ToImmutable(),
        };
        await manifest.WriteAsync(_store, _place, cancellation).ConfigureAwait(false);
        Episode = snapshot.Episode;
        await RemoveAllButAsync(manifest, there, cancellation).ConfigureAwait(false);
        return manifest;
    }

    /// <summary>What earlier manifests named, and what was sent halfway.</summary>
    private async Task RemoveAllButAsync(MirrorManifest manifest, ImmutableArray<StoredObject> there, CancellationToken cancellation)
    {
        var named = manifest.Files.Select(file => file.Key).ToHashSet();
        _kept.IntersectWith(named);
        foreach (var item in there.Where(item => !named.Contains(item.Key[(_place.Length + 1)..])))
        {
            await _store.DeleteAsync(item.Key, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A run keeps hundreds of policies, which never change.</summary>
    private async Task<ObjectDigest> DigestAsync(FileInfo source, Stream content, CancellationToken cancellation)
    {
        if (_digests.TryGetValue(source.FullName, out var known) && source.Exists && known.Length == source.Length && known.Written == source.LastWriteTimeUtc)
        {
            return known.Digest;
        }

        var digest = await ObjectDigest.OfAsync(content, cancellation).ConfigureAwait(false);
        if (source.Exists)
        {
            _digests[source.FullName] = (source.Length, source.LastWriteTimeUtc, digest);
        }

        return digest;
    }
}
