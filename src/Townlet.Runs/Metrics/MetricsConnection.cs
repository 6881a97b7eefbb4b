using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Townlet.Configuration.Files;

namespace Townlet.Runs.Metrics;

/// <summary>A connection to <c>metrics.db</c> on which one thread works at a time. Its faults say what is wrong with which file, and what to do.</summary>
internal sealed partial class MetricsConnection : IDisposable
{
    /// <summary>errno of a device that fails.</summary>
    private const int InputOutputError = 5;

    private readonly string _path;
    private readonly MetricsSource _source;
    private readonly SqliteConnection _connection;

    // SQLite's connection serves one thread at a time; whoever shares a reader need not know.
    private readonly Lock _lock = new();

    /// <param name="path">Path of the file.</param>
    /// <param name="source">How it is opened; disposed with the connection.</param>
    /// <param name="prepare">Makes the open connection ready.</param>
    /// <exception cref="MetricsDatabaseException">It cannot be opened or made ready.</exception>
    public MetricsConnection(string path, MetricsSource source, Action<MetricsConnection> prepare)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        _source = source;
        _connection = new SqliteConnection(source.ConnectionString);
        try
        {
            Guarded("opened", () =>
            {
                RegularFile.Require(_path);
                _connection.Open();
                prepare(this);
                return true;
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public bool IsSnapshot => _source.IsSnapshot;

    public SqliteConnection Sqlite => _connection;

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
            _source.Dispose();
        }
    }

    public void Set(string pragmas)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = pragmas;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The number that a query answers with.</summary>
    public long Number(string query, int from = 0, int to = 0)
    {
        using var select = Select(query, from, to);
        return (long)select.ExecuteScalar()!;
    }

    /// <summary>A query with parameters $from and $to.</summary>
    public SqliteCommand Select(string query, int from, int to)
    {
        var select = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        select.CommandText = query;
#pragma warning restore CA2100
        select.Parameters.AddWithValue("$from", from);
        select.Parameters.AddWithValue("$to", to);
        return select;
    }

    /// <summary>Works on the connection while no other thread does.</summary>
    /// <param name="done">What could not be done, for the fault: "read".</param>
    /// <param name="work">The work.</param>
    /// <exception cref="MetricsDatabaseException">SQLite refused.</exception>
    public T Guarded<T>(string done, Func<T> work)
    {
        lock (_lock)
        {
            try
            {
                return work();
            }
            catch (SqliteException failure)
            {
                throw new MetricsDatabaseException($"{_path} could not be {done}: {Explain(failure)}", failure);
            }
            catch (NotRegularFileException other)
            {
                throw new MetricsDatabaseException($"{other.Message} Move it away, or name another run folder.", other);
            }
        }
    }

    private string Explain(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => "it is not an SQLite database. Move that file away, or name another run folder.",
        SQLitePCL.raw.SQLITE_CORRUPT => "it is damaged. Move that file away to continue without the records so far.",
        SQLitePCL.raw.SQLITE_FULL => "the disk is full. Free some space there.",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "another program keeps it locked. End that program.",
        SQLitePCL.raw.SQLITE_READONLY => WhyNotOpened() ?? "it is read-only. Make the file and its folder writable.",
        SQLitePCL.raw.SQLITE_CANTOPEN => FileFault.Explain(SystemError()) ?? WhyNotOpened() ?? "its folder is missing or not accessible. See that the run's folder is there and writable.",
        SQLitePCL.raw.SQLITE_IOERR => FileFault.Explain(SystemError()) ?? FileFault.Explain(InputOutputError)!,
        _ => failure.Message,
    };

    /// <summary>SQLite tells the system's error number for the newest failure, on a connection that is open.</summary>
    private int? SystemError() => _connection.Handle is { IsInvalid: false, IsClosed: false } handle ? SystemErrorOf(handle.DangerousGetHandle()) : null;

    /// <summary>Why the system refuses to open the file for reading and writing; null where it opens it.</summary>
    private string? WhyNotOpened()
    {
        try
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure is FileNotFoundException or DirectoryNotFoundException ? null : FileFault.Explain(failure);
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_system_errno")]
    private static partial int SystemErrorOf(nint connection);
}
