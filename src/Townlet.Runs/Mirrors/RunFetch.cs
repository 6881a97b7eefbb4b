using Townlet.Configuration.Files;
using Townlet.Runs.Stores;

namespace Townlet.Runs.Mirrors;

/// <summary>Brings a run from a store to this machine, whole or not at all.</summary>
public static class RunFetch
{
    /// <summary>The state that is fetched may be replaced by a newer one meanwhile.</summary>
    private const int Attempts = 3;

    private const string ContentName = "run";
    private const string LockName = "lock";

    /// <param name="store">The store.</param>
    /// <param name="place">Key below which the run lies.</param>
    /// <param name="directory">Folder that the run gets. What is there is removed once the run is fetched: the caller sees that nothing is lost.</param>
    /// <param name="cancellation">Ends it; the folder is as it was.</param>
    /// <returns>What was fetched; null where the store holds no run there.</returns>
    /// <exception cref="StoreException">The store is away, or what it holds is damaged.</exception>
    /// <exception cref="RunFolderException">The folder cannot be written.</exception>
    public static async Task<MirrorManifest?> FetchAsync(IStore store, string place, string directory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (await MirrorManifest.ReadAsync(store, place, cancellation).ConfigureAwait(false) is not { } manifest)
        {
            return null;
        }

        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var staging = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.fetching");
        var isOurs = false;
        try
        {
            Directory.CreateDirectory(staging);
            using (new FileStream(Path.Combine(staging, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                isOurs = true;
                var content = Path.Combine(staging, ContentName);
                manifest = await FillAsync(store, place, manifest, content, cancellation).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                if (RunLock.IsTakenIn(target))
                {
                    throw new RunFolderException($"Another Townlet trains in {target} at this moment, so the run in {store.Address}/{place} is not brought there.");
                }

                if (Directory.Exists(target))
                {
                    Directory.Delete(target, recursive: true);
                }

                Directory.Move(content, target);
            }

            return manifest;
        }
        catch (StoreException fault) when (fault.InnerException is IOException disk && FileFault.KindOf(disk) == FileFaultKind.DiskFull)
        {
            // Nothing was written to the store: it is this machine's disk.
            throw new RunFolderException($"The run in {store.Address}/{place} could not be brought to {target}: {FileFault.Explain(disk)}", fault);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(
                FileFault.KindOf(failure) == FileFaultKind.Held
                    ? $"Another Townlet fetches the run into {target} at this moment. Wait for it, or name another folder."
                    : $"The run in {store.Address}/{place} could not be brought to {target}: {FileFault.Explain(failure)}",
                failure);
        }
        finally
        {
            if (isOurs)
            {
                Remove(staging);
            }
        }
    }

    private static void Remove(string staging)
    {
        try
        {
            Directory.Delete(staging, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It does no harm, and the next fetch begins with removing it.
        }
    }

    /// <returns>The manifest whose files are there now.</returns>
    private static async Task<MirrorManifest> FillAsync(IStore store, string place, MirrorManifest manifest, string content, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Directory.Exists(content))
            {
                // Of a fetch that was killed, or of a state that was replaced.
                Directory.Delete(content, recursive: true);
            }

            if (await WhatIsWrongAsync(store, place, manifest, content, cancellation).ConfigureAwait(false) is not { } wrong)
            {
                return manifest;
            }

            var now = await MirrorManifest.ReadAsync(store, place, cancellation).ConfigureAwait(false);
            if (now is null || attempt == Attempts || now.WrittenAt == manifest.WrittenAt)
            {
                throw new StoreException($"The run in {store.Address}/{place} is damaged and cannot be fetched: {wrong}. A machine that still has the run stores it anew with the same --store.");
            }

            manifest = now;
        }
    }

    private static async Task<string?> WhatIsWrongAsync(IStore store, string place, MirrorManifest manifest, string content, CancellationToken cancellation)
    {
        RunFolder.MakeEmpty(content);
        foreach (var file in manifest.Files)
        {
            var path = Path.Combine(content, file.Path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var target = new FileStream(path, FileMode.Create, FileAccess.Write);
            if (await store.WhatIsWrongAsync(file.KeyIn(place), target, file.Digest, cancellation).ConfigureAwait(false) is { } wrong)
            {
                return $"of {file.Path} {wrong}";
            }

            target.Flush(flushToDisk: true);
        }

        return null;
    }
}
