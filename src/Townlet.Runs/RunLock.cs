namespace Townlet.Runs;

/// <summary>
/// Holds a run for the one process that trains in it. The system lets go of it when that process ends, however it ends, so
/// a run is never locked by nobody.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";
    private const int Attempts = 10;

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="RunFolderException">Another process trains in this run, or the folder cannot be written.</exception>
    public static RunLock Take(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = PathIn(folder);
        try
        {
            return TakeOrWaitForAGlance(path);
        }
        catch (IOException held) when (IsHeldBySomebody(held) && File.Exists(path))
        {
            throw new RunFolderException(
                $"Another Townlet trains in {folder.Path} at this moment. Stop it first, or start a run of your own without --checkpoint-dir.", held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} could not be made: {failure.Message} Make the run's folder writable.", failure);
        }
    }

    /// <summary>Whether some process trains in this run at this moment. Holds nothing beyond the look.</summary>
    public static bool IsTaken(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            using var _ = new FileStream(PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException held) when (IsHeldBySomebody(held))
        {
            return true;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The file stays: removing it would let two processes hold two files of one name.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary><see cref="IsTaken"/> shares the lock for an instant, which must not look like a run that trains.</summary>
    private static RunLock TakeOrWaitForAGlance(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException held) when (IsHeldBySomebody(held) && attempt < Attempts)
            {
                Thread.Sleep(1);
            }
        }
    }

    private static string PathIn(RunFolder folder) => Path.Combine(folder.Path, FileName);

    /// <summary>A missing file or folder has an exception type of its own.</summary>
    private static bool IsHeldBySomebody(IOException failure) => failure.GetType() == typeof(IOException);
}
