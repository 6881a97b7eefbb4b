using Townlet.Configuration.Files;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;

namespace Townlet.Runs.Mirrors;

/// <summary>
/// The files of a run as of its newest checkpoint, while it goes on: files that grow are copied, the checkpoint is held open since it may be removed, and the others never change under
/// their names. Records may reach further than the checkpoint; a run that is resumed cuts them.
/// </summary>
internal sealed class RunSnapshot : IDisposable
{
    private const int Attempts = 5;

    private readonly RunFolder _folder;
    private readonly FileStream _checkpoint;
    private readonly string _copies;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    private RunSnapshot(RunFolder folder, string checkpointFile, int episode, FileStream checkpoint)
    {
        _folder = folder;
        _checkpoint = checkpoint;
        Episode = episode;
        CheckpointPath = NameOf(checkpointFile);
        _files.Add(CheckpointPath, checkpointFile);
        _copies = Directory.CreateTempSubdirectory("townlet-mirror-").FullName;
    }

    /// <summary>Lives finished at the checkpoint.</summary>
    public int Episode { get; }

    /// <summary>Within the run's folder, with '/' between its parts.</summary>
    public string CheckpointPath { get; }

    /// <summary>All of them, within the run's folder, in a fixed order.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <returns>Null before the first checkpoint.</returns>
    /// <exception cref="IOException">A file cannot be read, or the copies not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    /// <exception cref="MetricsDatabaseException">The records cannot be copied.</exception>
    public static RunSnapshot? Take(RunFolder folder)
    {
        if (OpenNewest(folder) is not var (file, episode, checkpoint))
        {
            return null;
        }

        var snapshot = new RunSnapshot(folder, file, episode, checkpoint);
        try
        {
            snapshot.Gather();
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>The source of a file, by which a digest of it can be remembered: a copy or another version has another name, length or time.</summary>
    public FileInfo SourceOf(string path) => new(_files[path]);

    /// <summary>To be called once for each file, and disposed by the caller. The stream can seek.</summary>
    public FileStream Open(string path) => path == CheckpointPath ? _checkpoint : RegularFile.OpenRead(_files[path]);

    public void Dispose()
    {
        _checkpoint.Dispose();
        Directory.Delete(_copies, recursive: true);
    }

    private static (string File, int Episode, FileStream Content)? OpenNewest(RunFolder folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return CheckpointFileName.Checkpoint.NewestFirstIn(folder.Checkpoints).Take(1)
                    .Select(newest => ((string, int, FileStream)?)(newest.Path, newest.Episode, RegularFile.OpenRead(newest.Path))).FirstOrDefault();
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // Replaced or removed since the folder was listed.
            }
        }
    }

    private void Gather()
    {
        if (File.Exists(_folder.MetricsDatabase))
        {
            var copy = CopyOf(_folder.MetricsDatabase);
            MetricsCopy.Write(_folder.MetricsDatabase, copy);
        }

        foreach (var events in FilesIn(_folder.TensorBoard))
        {
            using var source = RegularFile.OpenRead(events);
            using var copy = File.Create(CopyOf(events));
            source.CopyTo(copy);
        }

        foreach (var file in (IEnumerable<string>)[.. FilesIn(_folder.Config), .. CheckpointStore.PoliciesOf(_folder).Select(policy => policy.Path)])
        {
            _files.Add(NameOf(file), file);
        }

        if (File.Exists(_folder.Manifest))
        {
            _files.Add(NameOf(_folder.Manifest), _folder.Manifest);
        }
    }

    private string CopyOf(string file)
    {
        var copy = Path.Combine(_copies, Path.GetFileName(file));
        _files.Add(NameOf(file), copy);
        return copy;
    }

    private string NameOf(string file) => Path.GetRelativePath(_folder.Path, file).Replace(Path.DirectorySeparatorChar, '/');

    private static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
}
