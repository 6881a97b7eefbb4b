using System.Collections.Immutable;
using Townlet.Configuration.Files;
using Townlet.Runs.Following;

namespace Townlet.Runs.Metrics;

/// <summary>
/// The records of a run, for readers only: opened when they are first asked for, on a read-only connection of their own, and again where another
/// file has taken their place. A run that is gone, or another one in its folder, is a fault. May be used from several threads, one at a time.
/// </summary>
/// <param name="folder">The run.</param>
public sealed class StoredRecords(RunFolder folder) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly RunPresence _presence = new(folder);
    private MetricsReader? _reader;
    private object? _state;

    /// <summary>As <see cref="MetricsReader.Episodes"/>; none where there are no records yet.</summary>
    /// <exception cref="MetricsDatabaseException">They cannot be read.</exception>
    public EpisodePage Episodes(int from, int limit) => Read(reader => reader.Episodes(from, limit), EpisodePage.None);

    /// <summary>As <see cref="MetricsReader.Transitions"/>; none where there are no records yet.</summary>
    /// <exception cref="MetricsDatabaseException">They cannot be read.</exception>
    public ImmutableArray<StageTransitionRow> Transitions(int from = 1) => Read(reader => reader.Transitions(from), []);

    /// <summary>As <see cref="MetricsReader.Visits"/>; none where there are no records yet.</summary>
    /// <exception cref="MetricsDatabaseException">They cannot be read.</exception>
    public VisitSums Visits(int? from = null, int? to = null) => Read(reader => reader.Visits(from, to), VisitSums.None);

    /// <summary>As <see cref="MetricsReader.IsSnapshot"/>; they are opened again where the file has changed since.</summary>
    /// <exception cref="MetricsDatabaseException">They cannot be read.</exception>
    public bool AreSnapshot => Read(reader => reader.IsSnapshot, none: false);

    /// <summary>Closes the connection; the next question opens it again.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _reader?.Dispose();
            _reader = null;
        }
    }

    public void Dispose() => Close();

    private T Read<T>(Func<MetricsReader, T> ask, T none)
    {
        lock (_lock)
        {
            return Open() is { } reader ? ask(reader) : none;
        }
    }

    /// <returns>Null where there are no records yet.</returns>
    private MetricsReader? Open()
    {
        RequireRun();
        if (_reader is not null && !Equals(StateOf(_reader), _state))
        {
            Close();
        }

        if (_reader is null && (_reader = MetricsReader.Open(folder.MetricsDatabase)) is { } opened)
        {
            _state = StateOf(opened);
        }

        return _reader;
    }

    private void RequireRun()
    {
        try
        {
            _presence.Require();
        }
        catch (RunFolderException)
        {
            // The records can be whole where run.json is not.
        }
        catch (RunGoneException gone)
        {
            Close();
            throw new MetricsDatabaseException(gone.Message, gone);
        }
    }

    /// <summary>Changes when the connection must be opened again: with the file itself or, for a connection that shows a moment of the past, with the file's content.</summary>
    private object StateOf(MetricsReader reader)
    {
        var (file, log) = (new FileInfo(folder.MetricsDatabase), new FileInfo(folder.MetricsDatabase + "-wal"));
        return (
            RegularFile.Identity(file.FullName),
            reader.IsSnapshot ? (Written(file), Written(log), RunLock.IsTaken(folder)) : default);

        static (DateTime, long) Written(FileInfo file) => file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
