using System.Globalization;
using Townlet.Configuration.Files;

namespace Townlet.Runs.Files;

/// <summary>
/// A file in the making, beside its target: it replaces the target as a whole (<see cref="Publish"/>) or is removed
/// (<see cref="Dispose"/>), so that no reader ever sees half a file.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    private const string Suffix = ".tmp";
    private const int IdLength = 32;

    private readonly string _target;
    private readonly string _path;
    private readonly FileStream _content;
    private bool _published;

    /// <exception cref="IOException">The disk is full, or the folder is read-only or missing.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public PendingFile(string target)
    {
        _target = target;
        _path = string.Create(CultureInfo.InvariantCulture, $"{target}.{Guid.NewGuid():N}{Suffix}");

        // Held open until it is published: this is how RemoveStale distinguishes it from the file of a killed process.
        // Delete is shared because Windows renames an open file only then.
        _content = new FileStream(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
    }

    public Stream Content => _content;

    /// <summary>Flushes to the disk, not only to the system's cache.</summary>
    public void Flush() => _content.Flush(flushToDisk: true);

    /// <summary>Replaces the target in one step. Call it after <see cref="Flush"/>.</summary>
    public void Publish()
    {
        File.Move(_path, _target, overwrite: true);
        _published = true;
        FolderSync.Flush(Path.GetDirectoryName(_target)!);
    }

    public void Dispose()
    {
        try
        {
            _content.Dispose();
        }
        catch (IOException) when (!_published)
        {
            // The disk is full: the rest of the buffer is lost with the file.
        }

        if (!_published)
        {
            Delete(_path);
        }
    }

    /// <summary>Removes the files in the making of a process that was killed; one that some process is still writing stays.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    /// <param name="isTarget">Whether a file name is one that would have been published; all other files in the folder belong to others.</param>
    public static void RemoveStale(string folder, Func<string, bool> isTarget)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*" + Suffix).ToList())
        {
            if (TargetOf(Path.GetFileName(path)) is { } target && isTarget(target) && !IsOpen(path))
            {
                Delete(path);
            }
        }
    }

    private static string? TargetOf(string name)
    {
        var idStart = name.Length - Suffix.Length - IdLength;
        return idStart > 1 && name[idStart - 1] == '.' && Guid.TryParseExact(name.AsSpan(idStart, IdLength), "N", out _)
            ? name[..(idStart - 1)]
            : null;
    }

    private static bool IsOpen(string path)
    {
        try
        {
            RegularFile.Require(path);
            using var _ = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The file does no harm. The next write tries again, and reports the reason if it fails too.
        }
    }
}
