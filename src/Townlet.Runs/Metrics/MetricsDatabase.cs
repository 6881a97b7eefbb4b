using Microsoft.Data.Sqlite;
using Townlet.World;
using static Townlet.Runs.Metrics.MetricsValues;

namespace Townlet.Runs.Metrics;

/// <summary>
/// Writes <c>metrics.db</c>: SQLite in WAL mode, so that a <see cref="MetricsReader"/> with a connection of its own reads meanwhile. Times are ISO 8601 in UTC
/// ("2025-11-02T14:03:05.123Z"), which SQLite's date functions accept. May be used from several threads, one at a time.
/// </summary>
public sealed class MetricsDatabase : IDisposable
{
    private readonly MetricsConnection _connection;

    /// <summary>Opens the database, and creates or migrates it where needed.</summary>
    /// <param name="path">Path of the file; its folder must exist.</param>
    /// <exception cref="MetricsDatabaseException">The file is not a database, belongs to another program or a newer version, or cannot be opened.</exception>
    public MetricsDatabase(string path) => _connection = new MetricsConnection(path, MetricsSource.ToWrite(path), PrepareToWrite);

    /// <summary>Once it is cancelled, another writer has taken this one's place: no transaction is committed any more, and what was to be written throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Writer { get; init; }

    /// <summary>Number of episodes recorded.</summary>
    /// <exception cref="MetricsDatabaseException">It could not be read.</exception>
    public int CountEpisodes() => _connection.Guarded("read", () => (int)_connection.Number("SELECT COUNT(*) FROM episodes"));

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

        _connection.Guarded("written to", () =>
        {
            using var transaction = _connection.Sqlite.BeginTransaction(deferred: false);
            using (var insert = Insert("episodes", MetricsSchema.EpisodeColumns))
            {
                foreach (var (life, time) in episodes)
                {
                    Execute(insert, life.Episode, Time(time), life.Length, Real(life.Reward), Real(life.ExtrinsicReward),
                        Real(life.IntrinsicReward), Real(life.IntrinsicWeight), life.Stage, Real(life.Epsilon), life.Agent,
                        LifeEndNames.NameOf(life.End), life.Cause is { } cause ? MeterNames.NameOf(cause) : null, Real(life.Loss), life.StepsVsIdle);
                }
            }

            Replace("affordance_visits", "episode_id, from_affordance, to_affordance, visit_count", episodes,
                life => life.AffordanceVisits.Select(visit => new object?[] { life.Outcome.Episode, visit.From, visit.To, visit.Count }));
            Replace("position_heatmap", "episode_id, x, y, visit_count, novelty_value", episodes,
                life => life.Positions.Select(position => new object?[] { life.Outcome.Episode, position.X, position.Y, position.Count, Real(position.Novelty) }));
            using (var insert = Insert("curriculum_transitions", MetricsSchema.TransitionColumns))
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
    public int TruncateAfter(int episode) => _connection.Guarded("written to", () =>
    {
        using var transaction = _connection.Sqlite.BeginTransaction(deferred: false);
        var removed = (int)_connection.Number("SELECT COUNT(*) FROM episodes WHERE episode_id > $from", episode);
        using var command = _connection.Sqlite.CreateCommand();
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

    /// <exception cref="MetricsDatabaseException">It could not be written.</exception>
    public void SetState(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _connection.Guarded("written to", () =>
        {
            using var insert = Insert("system_state", "key, value");
            Execute(insert, key, value);
            return true;
        });
    }

    public void Dispose() => _connection.Dispose();

    private static void PrepareToWrite(MetricsConnection connection)
    {
        // NORMAL: a killed process loses nothing; a power cut loses at most the last batches, and the file stays good.
        connection.Set("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        MetricsSchema.Migrate(connection.Sqlite);
    }

    /// <summary>Writes the rows of each life and replaces those of an earlier attempt at the same life.</summary>
    private void Replace(string table, string columns, IReadOnlyList<EpisodeRow> episodes, Func<EpisodeRow, IEnumerable<object?[]>> rowsOf)
    {
        using var delete = _connection.Sqlite.CreateCommand();
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

    private SqliteCommand Insert(string table, string columns)
    {
        var names = columns.Split(", ").Select(column => "$" + column).ToArray();
        var command = _connection.Sqlite.CreateCommand();
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
}
