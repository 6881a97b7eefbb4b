using Microsoft.Data.Sqlite;

namespace Townlet.Runs.Metrics;

/// <summary>
/// How <c>metrics.db</c> is opened. SQLite keeps a shared index (<c>-shm</c>) beside a database in WAL mode, also for readers. Where it can
/// make none (a disk that is mounted read-only, another user's folder), a database that no process writes can still be read: as a file that does not change or,
/// where rows wait in the <c>-wal</c>, in a copy.
/// </summary>
internal sealed class MetricsSource : IDisposable
{
    private const string WalSuffix = "-wal";

    private readonly string? _copy;

    private MetricsSource(string dataSource, SqliteOpenMode mode, string? copy = null)
    {
        _copy = copy;
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = dataSource, Pooling = false, Mode = mode }.ToString();
    }

    // Without pooling, Dispose closes the file, and the last process to close it removes the WAL.
    public string ConnectionString { get; }

    /// <summary>Shows the database as it was when it was opened.</summary>
    public bool IsSnapshot { get; private init; }

    public static MetricsSource ToWrite(string path) => new(path, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Opened as a writer would, since a reader could not remove the WAL at the end. SQLite opens it for reading alone where it has to.</summary>
    public static MetricsSource ToRead(string path) => new(path, SqliteOpenMode.ReadWrite);

    /// <summary>For a database that cannot be opened <see cref="ToRead"/> and that no process writes.</summary>
    /// <exception cref="IOException">It cannot be copied.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static MetricsSource Snapshot(string path)
    {
        if (new FileInfo(path + WalSuffix) is not { Exists: true, Length: > 0 })
        {
            var uri = string.Join('/', Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
            return new MetricsSource($"file:{uri}?immutable=1", SqliteOpenMode.ReadOnly) { IsSnapshot = true };
        }

        var folder = Directory.CreateTempSubdirectory("townlet-records-").FullName;
        try
        {
            var copy = Path.Combine(folder, Path.GetFileName(path));
            foreach (var suffix in (string[])["", WalSuffix])
            {
                using var source = Configuration.Files.RegularFile.OpenRead(path + suffix);
                using var target = File.Create(copy + suffix);
                source.CopyTo(target);
            }

            return new MetricsSource(copy, SqliteOpenMode.ReadWrite, folder) { IsSnapshot = true };
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        if (_copy is not null)
        {
            Directory.Delete(_copy, recursive: true);
        }
    }
}
