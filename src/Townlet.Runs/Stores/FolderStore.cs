using System.Collections.Immutable;
using Townlet.Configuration.Files;
using Townlet.Runs.Files;

namespace Townlet.Runs.Stores;

/// <summary>
/// A folder that several machines share. The folder itself is never made: where it is missing, what should be mounted there is not, and the files would
/// land on this machine's own disk.
/// </summary>
internal sealed class FolderStore(string folder) : IStore
{
    public string Address => folder;

    public Task PutAsync(string key, Stream content, CancellationToken cancellation) => GuardedAsync($"{key} could not be written", async () =>
    {
        var path = PathOf(StoreKey.Require(key));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var pending = new PendingFile(path);
        content.Position = 0;
        await content.CopyToAsync(pending.Content, cancellation).ConfigureAwait(false);
        pending.Flush();
        pending.Publish();
        return true;
    });

    public Task<long?> GetAsync(string key, Stream target, CancellationToken cancellation) => GuardedAsync<long?>($"{key} could not be read", async () =>
    {
        try
        {
            await using var file = RegularFile.OpenRead(PathOf(StoreKey.Require(key)));
            var begin = file.Position;
            await file.CopyToAsync(target, cancellation).ConfigureAwait(false);
            return file.Position - begin;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    public Task<ImmutableArray<StoredObject>> ListAsync(string folder, CancellationToken cancellation) => GuardedAsync($"{folder} could not be listed", () =>
    {
        var place = new DirectoryInfo(PathOf(StoreKey.Require(folder)));
        var found = ImmutableArray.CreateBuilder<StoredObject>();
        if (place.Exists)
        {
            foreach (var file in place.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
            {
                cancellation.ThrowIfCancellationRequested();
                found.Add(new StoredObject(Path.GetRelativePath(Address, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length));
            }
        }

        return Task.FromResult(found.ToImmutable());
    });

    public Task DeleteAsync(string key, CancellationToken cancellation) => GuardedAsync($"{key} could not be removed", () =>
    {
        var path = PathOf(StoreKey.Require(key));
        if (File.Exists(path))
        {
            File.Delete(path);
            RemoveEmptyAbove(path);
        }

        return Task.FromResult(true);
    });

    public void Dispose()
    {
        // It holds nothing.
    }

    private string PathOf(string key) => Path.Combine(folder, key.Replace('/', Path.DirectorySeparatorChar));

    private void RemoveEmptyAbove(string path)
    {
        try
        {
            for (var above = Path.GetDirectoryName(path)!; above != folder; above = Path.GetDirectoryName(above)!)
            {
                Directory.Delete(above, recursive: false);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is not empty, which is the end of it, or an empty folder stays.
        }
    }

    /// <summary>On another thread: a shared folder may keep a call waiting for as long as its server does.</summary>
    private Task<T> GuardedAsync<T>(string fault, Func<Task<T>> work) => Task.Run(async () =>
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                throw new StoreException($"The store {folder} is not there. Make that folder, or mount what belongs there.");
            }

            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"In the store {folder} {fault}: {FileFault.Explain(failure)}", failure);
        }
    });
}
