namespace Townlet.Runs;

/// <summary>
/// Holds a run for the one process that trains in it. The system lets go of it when that process ends, however it ends, so
/// a run is never locked by nobody.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="RunFolderException">Another process trains in this run, or the folder cannot be written.</exception>
    public static RunLock Take(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder.Path, FileName);
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new RunFolderException(
                $"Another Townlet trains in {folder.Path} at this moment. Stop it first, or start a run of your own without --checkpoint-dir.", held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} could not be made: {failure.Message} Make the run's folder writable.", failure);
        }
    }

    /// <summary>The file stays: removing it would let two processes hold two files of one name.</summary>
    public void Dispose() => _file.Dispose();
}
