using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Townlet.Configuration.Files;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Runs.Metrics;

/// <summary>
/// <c>metrics.db</c>: SQLite in WAL mode, so that others read while a run writes. Times are ISO 8601 in UTC
/// ("2025-11-02T14:03:05.123Z"), which SQLite's date functions accept. May be used from several threads.
/// </summary>
public sealed partial class MetricsDatabase : IDisposable
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string EpisodeColumns =
        "episode_id, timestamp, survival_time, total_reward, extrinsic_reward, intrinsic_reward, intrinsic_weight, "
        + "curriculum_stage, epsilon, agent, end_reason, cause, loss, steps_vs_idle";

    // The same columns of an older version, whose rewards were not those learnt from.
    private const string OlderEpisodeColumns =
        "episode_id, timestamp, survival_time, NULL, NULL, intrinsic_reward, intrinsic_weight, "
        + "curriculum_stage, epsilon, agent, end_reason, cause, loss, NULL";
    private const string LastEpisode = "SELECT COALESCE(MAX(episode_id), 0) FROM episodes";
    private const string TransitionColumns =
        "episode_id, timestamp, agent, from_stage, to_stage, reason, survival_rate, learning_progress, entropy, steps_at_stage";

    /// <summary>errno of a device that fails.</summary>
    private const int InputOutputError = 5;

    /// <summary>Lives that <see cref="Visits"/> sums over unless a range is given.</summary>
    public const int UsualLives = 100;

    /// <summary>Once it is cancelled, another writer has taken this one's place: no transaction is committed any more, and what was to be written throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Writer { get; init; }

    private readonly string _path;
    private readonly MetricsSource _source;
    private readonly SqliteConnection _connection;

    // A connection serves only one thread at a time, but the recorder writes while the page reads rows.
    private readonly Lock _lock = new();

    /// <summary>Opens the database, and creates or migrates it where needed.</summary>
    /// <param name="path">Path of the file; its folder must exist.</param>
    /// <exception cref="MetricsDatabaseException">The file is not a database, belongs to another program or a newer version, or cannot be opened.</exception>
    public MetricsDatabase(string path)
        : this(path, MetricsSource.ToWrite(path), toRead: false)
    {
    }

    private MetricsDatabase(string path, MetricsSource source, bool toRead)
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
                if (toRead)
                {
                    Set("PRAGMA busy_timeout = 10000; PRAGMA query_only = ON;");
                    MetricsSchema.RequireReadable(_connection);
                }
                else
                {
                    Prepare();
                }

                return true;
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Shows the database as it was when it was opened: no process wrote it then, and it could not be opened in any other way.</summary>
    public bool IsSnapshot => _source.IsSnapshot;

    /// <summary>Opens a database for reading while another process may write to it; nothing in it is changed.</summary>
    /// <returns>Null where there is no database, or one without tables yet.</returns>
    /// <exception cref="MetricsDatabaseException">The file is not a database, belongs to another program or a newer version, or cannot be opened.</exception>
    public static MetricsDatabase? OpenToRead(string path)
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        var database = Open(path);
        if (database.Guarded("read", () => !MetricsSchema.IsEmpty(database._connection)))
        {
            return database;
        }

        database.Dispose();
        return null;
    }

    /// <summary>Adds all rows or none. A row of an episode that is already there replaces it, so that an episode that is lived again is not recorded twice.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be written.</exception>
    public void Append(IReadOnlyList<EpisodeRow> episodes, IReadOnlyList<StageTransitionRow> transitions)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(transitions);
        if (episodes.Count == 0 && transitions.Count == 0)
        {
            return;
        }

        Guarded("written to", () =>
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            using (var insert = Insert("episodes", EpisodeColumns))
            {
                foreach (var (life, time) in episodes)
                {
                    Execute(insert, life.Episode, Time(time), life.Length, Real(life.Reward), Real(life.ExtrinsicReward),
                        Real(life.IntrinsicReward), Real(life.IntrinsicWeight), life.Stage, Real(life.Epsilon), life.Agent,
                        Name(life.End), life.Cause is { } cause ? MeterNames.NameOf(cause) : null, Real(life.Loss), life.StepsVsIdle);
                }
            }

            Replace("affordance_visits", "episode_id, from_affordance, to_affordance, visit_count", episodes,
                life => life.AffordanceVisits.Select(visit => new object?[] { life.Outcome.Episode, visit.From, visit.To, visit.Count }));
            Replace("position_heatmap", "episode_id, x, y, visit_count, novelty_value", episodes,
                life => life.Positions.Select(position => new object?[] { life.Outcome.Episode, position.X, position.Y, position.Count, Real(position.Novelty) }));
            using (var insert = Insert("curriculum_transitions", TransitionColumns))
            {
                foreach (var (change, time) in transitions)
                {
                    Execute(insert, change.Episode, Time(time), change.Agent, change.From, change.To, change.Reason,
                        Real(change.Survival), Real(change.Progress), Real(change.Entropy), change.Steps);
                }
            }

            Writer.ThrowIfCancellationRequested();
            transaction.Commit();
            return true;
        });
    }

    /// <summary>Removes what was recorded of later episodes (of system_state: JSON objects with a later "episode"): for a run that resumes from a checkpoint, since it lives them again.</summary>
    /// <param name="episode">The last episode that stays.</param>
    /// <returns>How many episodes were removed.</returns>
    /// <exception cref="MetricsDatabaseException">They could not be removed.</exception>
    public int TruncateAfter(int episode) => Guarded("written to", () =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var removed = (int)Number("SELECT COUNT(*) FROM episodes WHERE episode_id > $from", episode);
        using var command = _connection.CreateCommand();
        command.CommandText =
            "DELETE FROM episodes WHERE episode_id > $episode; DELETE FROM curriculum_transitions WHERE episode_id > $episode; "
            + "DELETE FROM affordance_visits WHERE episode_id > $episode; DELETE FROM position_heatmap WHERE episode_id > $episode; "
            + "DELETE FROM system_state WHERE json_valid(value) AND json_extract(value, '$.episode') > $episode;";
        command.Parameters.AddWithValue("$episode", episode);
        command.ExecuteNonQuery();
        // Asked while the database is locked for this transaction, so that no other writer comes in between.
        Writer.ThrowIfCancellationRequested();
        transaction.Commit();
        return removed;
    });

    /// <summary>At most <paramref name="limit"/> rows with numbers of at least <paramref name="from"/>, in order.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public EpisodePage Episodes(int from, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Guarded("read", () =>
        {
            // One transaction, so that the total fits the rows while another process writes.
            using var transaction = _connection.BeginTransaction(deferred: true);
            var total = (int)Number("SELECT COUNT(*) FROM episodes");
            var last = (int)Number(LastEpisode);

            var columns = MetricsSchema.HasRewardLearntFrom(_connection) ? EpisodeColumns : OlderEpisodeColumns;
            using var select = _connection.CreateCommand();
            select.CommandText = $"SELECT {columns} FROM episodes WHERE episode_id >= $from ORDER BY episode_id LIMIT $limit";
            select.Parameters.AddWithValue("$from", from);
            select.Parameters.AddWithValue("$limit", limit);
            return new EpisodePage(ReadAll(select, ReadEpisode), total, last);
        });
    }

    /// <summary>Stage transitions of this episode and later ones, in order.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public ImmutableArray<StageTransitionRow> Transitions(int from = 1) => Guarded("read", () =>
    {
        using var select = _connection.CreateCommand();
        select.CommandText = $"SELECT {TransitionColumns} FROM curriculum_transitions WHERE episode_id >= $from ORDER BY episode_id";
        select.Parameters.AddWithValue("$from", from);
        return ReadAll(select, ReadTransition);
    });

    /// <summary>Sums over the lives of some episodes; where only one end of the range is given, over <see cref="UsualLives"/> of them; where none is, over the newest.</summary>
    /// <param name="from">First episode, at least 1.</param>
    /// <param name="to">Last episode, at least <paramref name="from"/>.</param>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public VisitSums Visits(int? from = null, int? to = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from ?? 1, 1, nameof(from));
        ArgumentOutOfRangeException.ThrowIfLessThan(to ?? int.MaxValue, from ?? 1, nameof(to));
        return Guarded("read", () =>
        {
            // One transaction, so that all sums are of the same lives while another process writes.
            using var transaction = _connection.BeginTransaction(deferred: true);
            var last = to ?? (int)Math.Min(int.MaxValue, from + (UsualLives - 1L) ?? Number(LastEpisode));
            if (last == 0)
            {
                return VisitSums.None;
            }

            var first = from ?? Math.Max(1, last - UsualLives + 1);
            var hasVisits = MetricsSchema.HasVisits(_connection);
            return new VisitSums(
                first,
                last,
                (int)Number("SELECT COUNT(*) FROM episodes WHERE episode_id BETWEEN $from AND $to", first, last),
                hasVisits ? PlaceVisits(first, last) : [],
                hasVisits ? CellVisits(first, last) : []);
        });
    }

    /// <summary>Number of episodes, and length of the longest one; 0 and 0 where there is none.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public (int Episodes, int BestSurvival) Summary() => Guarded("read", () =>
    {
        using var select = _connection.CreateCommand();
        select.CommandText = "SELECT COUNT(*), COALESCE(MAX(survival_time), 0) FROM episodes";
        using var row = select.ExecuteReader();
        row.Read();
        return (row.GetInt32(0), row.GetInt32(1));
    });

    /// <summary>A value of system_state; null where the key is missing.</summary>
    /// <exception cref="MetricsDatabaseException">It could not be read.</exception>
    public string? State(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Guarded("read", () =>
        {
            using var select = _connection.CreateCommand();
            select.CommandText = "SELECT value FROM system_state WHERE key = $key";
            select.Parameters.AddWithValue("$key", key);
            return (string?)select.ExecuteScalar();
        });
    }

    /// <exception cref="MetricsDatabaseException">It could not be written.</exception>
    public void SetState(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        Guarded("written to", () =>
        {
            using var insert = Insert("system_state", "key, value");
            Execute(insert, key, value);
            return true;
        });
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
            _source.Dispose();
        }
    }

    private static MetricsDatabase Open(string path)
    {
        try
        {
            return new MetricsDatabase(path, MetricsSource.ToRead(path), toRead: true);
        }
        catch (MetricsDatabaseException failure) when (failure.InnerException is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_PERM })
        {
            if (RunLock.IsTakenIn(Path.GetDirectoryName(Path.GetFullPath(path))!))
            {
                throw new MetricsDatabaseException(
                    $"{path} cannot be read while another process trains in this run: SQLite would have to write beside it. "
                    + "Give this user the permission to write to the run's folder, or wait until training has ended.",
                    failure);
            }

            try
            {
                return new MetricsDatabase(path, MetricsSource.Snapshot(path), toRead: true);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new MetricsDatabaseException($"{path} could not be read: {FileFault.Explain(unreadable)}", unreadable);
            }
        }
    }

    private ImmutableArray<PlaceVisitSum> PlaceVisits(int from, int to)
    {
        using var select = Select(
            "SELECT from_affordance, to_affordance, SUM(visit_count) FROM affordance_visits WHERE episode_id BETWEEN $from AND $to "
            + "GROUP BY from_affordance, to_affordance ORDER BY from_affordance, to_affordance",
            from,
            to);
        return ReadAll(select, row => new PlaceVisitSum(row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1), row.GetInt64(2)));
    }

    private ImmutableArray<CellVisitSum> CellVisits(int from, int to)
    {
        // Summed here, since SQLite would first sort the rows, of which there are dozens per life.
        using var select = Select("SELECT x, y, visit_count, novelty_value FROM position_heatmap WHERE episode_id BETWEEN $from AND $to", from, to);
        var cells = new Dictionary<(int Y, int X), (long Count, long KnownCount, double Novelty)>();
        using var row = select.ExecuteReader();
        while (row.Read())
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, (row.GetInt32(1), row.GetInt32(0)), out _);
            var count = row.GetInt64(2);
            sum.Count += count;
            if (Real(row, 3) is { } novelty)
            {
                sum.KnownCount += count;
                sum.Novelty += novelty * count;
            }
        }

        return
        [
            .. cells.OrderBy(cell => cell.Key).Select(cell => new CellVisitSum(
                cell.Key.X, cell.Key.Y, cell.Value.Count, cell.Value.KnownCount > 0 ? cell.Value.Novelty / cell.Value.KnownCount : null)),
        ];
    }

    private long Number(string query, int from = 0, int to = 0)
    {
        using var select = Select(query, from, to);
        return (long)select.ExecuteScalar()!;
    }

    private SqliteCommand Select(string query, int from, int to)
    {
        var select = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        select.CommandText = query;
#pragma warning restore CA2100
        select.Parameters.AddWithValue("$from", from);
        select.Parameters.AddWithValue("$to", to);
        return select;
    }

    /// <summary>Writes the rows of each life and replaces those of an earlier attempt at the same life.</summary>
    private void Replace(string table, string columns, IReadOnlyList<EpisodeRow> episodes, Func<EpisodeRow, IEnumerable<object?[]>> rowsOf)
    {
        using var delete = _connection.CreateCommand();
        delete.CommandText = $"DELETE FROM {table} WHERE episode_id = $episode";
        delete.Parameters.Add(new SqliteParameter { ParameterName = "$episode" });
        using var insert = Insert(table, columns);
        foreach (var life in episodes)
        {
            Execute(delete, life.Outcome.Episode);
            foreach (var row in rowsOf(life))
            {
                Execute(insert, row);
            }
        }
    }

    private void Prepare()
    {
        // NORMAL: a killed process loses nothing; a power cut loses at most the last batches, and the file stays good.
        Set("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        MetricsSchema.Migrate(_connection);
    }

    private void Set(string pragmas)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = pragmas;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private T Guarded<T>(string done, Func<T> work)
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

    /// <summary>What the system says to the same wish; null where it grants it.</summary>
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

    private SqliteCommand Insert(string table, string columns)
    {
        var names = columns.Split(", ").Select(column => "$" + column).ToArray();
        var command = _connection.CreateCommand();
        command.CommandText = $"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({string.Join(", ", names)})";
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private static ImmutableArray<T> ReadAll<T>(SqliteCommand select, Func<SqliteDataReader, T> read)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows.DrainToImmutable();
    }

    private static EpisodeRow ReadEpisode(SqliteDataReader row) => new(
        new EpisodeOutcome
        {
            Episode = row.GetInt32(0),
            Length = row.GetInt32(2),
            Reward = Real(row, 3) ?? double.NaN,
            ExtrinsicReward = Real(row, 4) ?? double.NaN,
            IntrinsicReward = Real(row, 5) ?? double.NaN,
            IntrinsicWeight = Real(row, 6) ?? double.NaN,
            Stage = row.GetInt32(7),
            Epsilon = Real(row, 8) ?? double.NaN,
            Agent = row.GetInt32(9),
            End = End(row.GetString(10)),
            Cause = row.IsDBNull(11) ? null : MeterNames.Parse(row.GetString(11)),
            Loss = Real(row, 12),
            StepsVsIdle = row.IsDBNull(13) ? null : row.GetInt32(13),
        },
        Time(row.GetString(1)));

    private static StageTransitionRow ReadTransition(SqliteDataReader row) => new(
        new StageTransition
        {
            Episode = row.GetInt32(0),
            Agent = row.GetInt32(2),
            From = row.GetInt32(3),
            To = row.GetInt32(4),
            Reason = row.GetString(5),
            Survival = Real(row, 6) ?? double.NaN,
            Progress = Real(row, 7) ?? double.NaN,
            Entropy = Real(row, 8) ?? double.NaN,
            Steps = row.GetInt64(9),
        },
        Time(row.GetString(1)));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    // SQLite has no NaN, and the records of a learner that diverged must not be lost.
    private static double? Real(double? value) => value is double.NaN ? null : value;

    private static double? Real(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static string Name(LifeEnd end) => end switch
    {
        LifeEnd.Death => "death",
        LifeEnd.StepCap => "step_cap",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Only a life that ended is recorded."),
    };

    private static LifeEnd End(string name) => name == "death" ? LifeEnd.Death : LifeEnd.StepCap;
}
