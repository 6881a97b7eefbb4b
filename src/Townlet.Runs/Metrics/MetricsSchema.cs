using Microsoft.Data.Sqlite;

namespace Townlet.Runs.Metrics;

/// <summary>The tables of metrics.db and their versions.</summary>
internal static class MetricsSchema
{
    /// <summary>"Town" in ASCII, as PRAGMA application_id: distinguishes our file from those of other programs.</summary>
    private const long ApplicationId = 0x546F776E;

    /// <summary>Columns of a row of table episodes.</summary>
    public const string EpisodeColumns =
        "episode_id, timestamp, survival_time, total_reward, extrinsic_reward, intrinsic_reward, intrinsic_weight, "
        + "curriculum_stage, epsilon, agent, end_reason, cause, loss, steps_vs_idle";

    /// <summary>Columns of a row of table curriculum_transitions.</summary>
    public const string TransitionColumns =
        "episode_id, timestamp, agent, from_stage, to_stage, reason, survival_rate, learning_progress, entropy, steps_at_stage";

    // EpisodeColumns in an older version, whose rewards were not those learnt from.
    private const string OlderEpisodeColumns =
        "episode_id, timestamp, survival_time, NULL, NULL, intrinsic_reward, intrinsic_weight, "
        + "curriculum_stage, epsilon, agent, end_reason, cause, loss, NULL";

    private const long VersionWithVisits = 2;
    private const long VersionWithRewardLearntFrom = 3;

    // Element n brings a database from version n to n + 1; a released element never changes.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE episodes (
            episode_id INTEGER PRIMARY KEY,
            timestamp TEXT NOT NULL,
            survival_time INTEGER NOT NULL,
            total_reward REAL,
            extrinsic_reward REAL,
            intrinsic_reward REAL,
            intrinsic_weight REAL,
            curriculum_stage INTEGER NOT NULL,
            epsilon REAL,
            agent INTEGER NOT NULL,
            end_reason TEXT NOT NULL,
            cause TEXT,
            loss REAL
        );
        CREATE TABLE curriculum_transitions (
            episode_id INTEGER PRIMARY KEY,
            timestamp TEXT NOT NULL,
            agent INTEGER NOT NULL,
            from_stage INTEGER NOT NULL,
            to_stage INTEGER NOT NULL,
            reason TEXT NOT NULL,
            survival_rate REAL,
            learning_progress REAL,
            entropy REAL,
            steps_at_stage INTEGER NOT NULL
        );
        CREATE TABLE system_state (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        """,
        """
        CREATE TABLE affordance_visits (
            episode_id INTEGER NOT NULL,
            from_affordance TEXT,
            to_affordance TEXT NOT NULL,
            visit_count INTEGER NOT NULL
        );
        CREATE INDEX affordance_visits_of_episode ON affordance_visits (episode_id);
        CREATE TABLE position_heatmap (
            episode_id INTEGER NOT NULL,
            x INTEGER NOT NULL,
            y INTEGER NOT NULL,
            visit_count INTEGER NOT NULL,
            novelty_value REAL,
            PRIMARY KEY (episode_id, x, y)
        ) WITHOUT ROWID;
        """,

        // The rewards of older versions were steps minus a baseline at death and 0 for a full life, no matter which reward was learnt from.
        """
        ALTER TABLE episodes ADD COLUMN steps_vs_idle INTEGER;
        UPDATE episodes SET total_reward = NULL, extrinsic_reward = NULL;
        """,
    ];

    /// <exception cref="MetricsDatabaseException">The file belongs to another program or a newer version.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        if (Number(connection, "PRAGMA application_id") == ApplicationId && Number(connection, "PRAGMA user_version") == Migrations.Length)
        {
            return;
        }

        // Takes the write lock first: if two processes open a new file at the same time, only one creates the tables.
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Number(connection, "PRAGMA user_version");
        var ours = Number(connection, "PRAGMA application_id") == ApplicationId;
        if (!ours && (version != 0 || !IsEmpty(connection)))
        {
            throw new MetricsDatabaseException(
                $"{connection.DataSource} is an SQLite database of another program. Move it away, or name another run folder.");
        }

        RequireKnown(connection, version);
        for (; version < Migrations.Length; version++)
        {
            Execute(connection, Migrations[version]);
        }

        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version}");
        transaction.Commit();
    }

    /// <exception cref="MetricsDatabaseException">The file belongs to another program or a newer version. Older versions can be read.</exception>
    public static void RequireReadable(SqliteConnection connection)
    {
        if (Number(connection, "PRAGMA application_id") != ApplicationId && !IsEmpty(connection))
        {
            throw new MetricsDatabaseException($"{connection.DataSource} holds no records of Townlet.");
        }

        RequireKnown(connection, Number(connection, "PRAGMA user_version"));
    }

    /// <summary>A database that is only read keeps its version, and the first version had none of these tables.</summary>
    public static bool HasVisits(SqliteConnection connection) => Number(connection, "PRAGMA user_version") >= VersionWithVisits;

    /// <summary><see cref="EpisodeColumns"/> as this database can answer them. In older versions the names of the rewards meant another quantity.</summary>
    public static string ReadableEpisodeColumns(SqliteConnection connection) =>
        Number(connection, "PRAGMA user_version") >= VersionWithRewardLearntFrom ? EpisodeColumns : OlderEpisodeColumns;

    /// <summary>True where the database has no tables.</summary>
    public static bool IsEmpty(SqliteConnection connection) => Number(connection, "SELECT COUNT(*) FROM sqlite_schema") == 0;

    private static void RequireKnown(SqliteConnection connection, long version)
    {
        if (version > Migrations.Length)
        {
            throw new MetricsDatabaseException(
                $"{connection.DataSource} has schema version {version}, made by a newer Townlet; this one knows up to {Migrations.Length}. Use the newer Townlet for this run.");
        }
    }

    private static long Number(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string script)
    {
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }
}
