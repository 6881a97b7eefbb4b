using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Townlet.Configuration.Files;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;
using Townlet.World;
using static Townlet.Runs.Metrics.MetricsValues;

namespace Townlet.Runs.Metrics;

/// <summary>Reads a run's <c>metrics.db</c> on a connection of its own, also while a process writes it. May be used from several threads, one at a time.</summary>
public sealed class MetricsReader : IDisposable
{
    private const string LastEpisode = "SELECT COALESCE(MAX(episode_id), 0) FROM episodes";

    /// <summary>Lives that <see cref="Visits"/> sums over unless a range is given.</summary>
    public const int UsualLives = 100;

    private readonly MetricsConnection _connection;

    private MetricsReader(MetricsConnection connection) => _connection = connection;

    /// <summary>Shows the database as it was when it was opened: no process wrote it then, and it could not be opened in any other way.</summary>
    public bool IsSnapshot => _connection.IsSnapshot;

    /// <summary>Opens a database for reading while another process, or a <see cref="MetricsDatabase"/> of this one, may write to it; nothing in it is changed.</summary>
    /// <returns>Null where there is no database, or one without tables yet.</returns>
    /// <exception cref="MetricsDatabaseException">The file is not a database, belongs to another program or a newer version, or cannot be opened.</exception>
    public static MetricsReader? Open(string path)
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        var connection = Connect(path);
        if (connection.Guarded("read", () => !MetricsSchema.IsEmpty(connection.Sqlite)))
        {
            return new MetricsReader(connection);
        }

        connection.Dispose();
        return null;
    }

    /// <summary>At most <paramref name="limit"/> rows with numbers of at least <paramref name="from"/>, in order.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public EpisodePage Episodes(int from, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _connection.Guarded("read", () =>
        {
            // One transaction, so that the total fits the rows while another process writes.
            using var transaction = _connection.Sqlite.BeginTransaction(deferred: true);
            var total = (int)_connection.Number("SELECT COUNT(*) FROM episodes");
            var last = (int)_connection.Number(LastEpisode);
            using var select = _connection.Sqlite.CreateCommand();
            select.CommandText = $"SELECT {MetricsSchema.ReadableEpisodeColumns(_connection.Sqlite)} FROM episodes WHERE episode_id >= $from ORDER BY episode_id LIMIT $limit";
            select.Parameters.AddWithValue("$from", from);
            select.Parameters.AddWithValue("$limit", limit);
            return new EpisodePage(ReadAll(select, ReadEpisode), total, last);
        });
    }

    /// <summary>Stage transitions of this episode and later ones, in order.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public ImmutableArray<StageTransitionRow> Transitions(int from = 1) => _connection.Guarded("read", () =>
    {
        using var select = _connection.Sqlite.CreateCommand();
        select.CommandText = $"SELECT {MetricsSchema.TransitionColumns} FROM curriculum_transitions WHERE episode_id >= $from ORDER BY episode_id";
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
        return _connection.Guarded("read", () =>
        {
            // One transaction, so that all sums are of the same lives while another process writes.
            using var transaction = _connection.Sqlite.BeginTransaction(deferred: true);
            var last = to ?? (int)Math.Min(int.MaxValue, from + (UsualLives - 1L) ?? _connection.Number(LastEpisode));
            if (last == 0)
            {
                return VisitSums.None;
            }

            var first = from ?? Math.Max(1, last - UsualLives + 1);
            var hasVisits = MetricsSchema.HasVisits(_connection.Sqlite);
            return new VisitSums(
                first,
                last,
                (int)_connection.Number("SELECT COUNT(*) FROM episodes WHERE episode_id BETWEEN $from AND $to", first, last),
                hasVisits ? PlaceVisits(first, last) : [],
                hasVisits ? CellVisits(first, last) : []);
        });
    }

    /// <summary>Number of episodes, and length of the longest one; 0 and 0 where there is none.</summary>
    /// <exception cref="MetricsDatabaseException">They could not be read.</exception>
    public (int Episodes, int BestSurvival) Summary() => _connection.Guarded("read", () =>
    {
        using var select = _connection.Sqlite.CreateCommand();
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
        return _connection.Guarded("read", () =>
        {
            using var select = _connection.Sqlite.CreateCommand();
            select.CommandText = "SELECT value FROM system_state WHERE key = $key";
            select.Parameters.AddWithValue("$key", key);
            return (string?)select.ExecuteScalar();
        });
    }

    public void Dispose() => _connection.Dispose();

    private static MetricsConnection Connect(string path)
    {
        try
        {
            return new MetricsConnection(path, MetricsSource.ToRead(path), PrepareToRead);
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
                return new MetricsConnection(path, MetricsSource.Snapshot(path), PrepareToRead);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new MetricsDatabaseException($"{path} could not be read: {FileFault.Explain(unreadable)}", unreadable);
            }
        }
    }

    private static void PrepareToRead(MetricsConnection connection)
    {
        connection.Set("PRAGMA busy_timeout = 10000; PRAGMA query_only = ON;");
        MetricsSchema.RequireReadable(connection.Sqlite);
    }

    private ImmutableArray<PlaceVisitSum> PlaceVisits(int from, int to)
    {
        using var select = _connection.Select(
            "SELECT from_affordance, to_affordance, SUM(visit_count) FROM affordance_visits WHERE episode_id BETWEEN $from AND $to "
            + "GROUP BY from_affordance, to_affordance ORDER BY from_affordance, to_affordance",
            from,
            to);
        return ReadAll(select, row => new PlaceVisitSum(row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1), row.GetInt64(2)));
    }

    private ImmutableArray<CellVisitSum> CellVisits(int from, int to)
    {
        // Summed here, since SQLite would first sort the rows, of which there are dozens per life.
        using var select = _connection.Select("SELECT x, y, visit_count, novelty_value FROM position_heatmap WHERE episode_id BETWEEN $from AND $to", from, to);
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
            End = LifeEndNames.Parse(row.GetString(10)) ?? LifeEnd.StepCap,
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
}
