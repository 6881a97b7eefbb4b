using Townlet.Configuration.Files;

namespace Townlet.Runs;

/// <summary>
/// Holds a run for the one process that trains in it. The system releases it when that process ends, however it ends, so
/// no run stays locked without a holder.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";
    private const int Attempts = 10;

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="RunFolderException">Another process trains in this run, or this user cannot write there; the message says which.</exception>
    public static RunLock Take(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = PathIn(folder.Path);
        try
        {
            RegularFile.Require(path);
            return TakeOrWaitForAGlance(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(Explain(failure, folder, path), failure);
        }
    }

    /// <summary>Whether some process is training in this run. The lock is not kept.</summary>
    public static bool IsTaken(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return IsTakenIn(folder.Path);
    }

    /// <inheritdoc cref="IsTaken"/>
    internal static bool IsTakenIn(string folder)
    {
        try
        {
            var path = PathIn(folder);
            RegularFile.Require(path);
            using var _ = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return FileFault.KindOf(failure) == FileFaultKind.Held;
        }
    }

    /// <summary>The file stays: if it were removed, two processes could each lock a different file of the same name.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary><see cref="IsTaken"/> shares the lock for an instant, which must not look like a run in training.</summary>
    private static RunLock TakeOrWaitForAGlance(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException held) when (FileFault.KindOf(held) == FileFaultKind.Held && attempt < Attempts)
            {
                Thread.Sleep(1);
            }
        }
    }

    private static string Explain(Exception failure, RunFolder folder, string path) => FileFault.KindOf(failure) switch
    {
        FileFaultKind.Held =>
            $"Another Townlet trains in {folder.Path} at this moment. Stop it first, or start a run of your own without --checkpoint-dir.",
        FileFaultKind.ReadOnlyDisk => $"Training cannot resume in {folder.Path}: the disk is mounted read-only. {Instead(folder)}",
        FileFaultKind.NotPermitted => $"Training cannot resume in {folder.Path}: this user has no permission to write there. {Instead(folder)}",
        _ => $"{path} could not be made: {FileFault.Explain(failure)}",
    };

    private static string Instead(RunFolder folder) =>
        $"Copy that folder to a place where you can write, and name the copy with --checkpoint-dir; or show the run as it is with 'townlet serve --run {folder.Path}'.";

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}
