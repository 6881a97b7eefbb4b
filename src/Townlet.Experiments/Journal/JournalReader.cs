using Microsoft.Data.Sqlite;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Journal;

/// <summary>
/// Reads a journal without the actors, whether another process writes it or not. An actor system that only recovers would take seconds to start. The table is that of Akka.Persistence.Sql.
/// </summary>
public static class JournalReader
{
    private const string Events = "SELECT message, manifest FROM journal WHERE deleted = 0 ORDER BY sequence_number";
    private const string Newest = "SELECT COALESCE(MAX(sequence_number), 0) FROM journal";

    /// <returns>What the events amount to; nothing has happened yet where there is no journal.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be read, or is damaged.</exception>
    public static ExperimentState Read(ExperimentFolder folder) => Query(folder, Events, ExperimentState.Nothing, rows =>
    {
        var state = ExperimentState.Nothing;
        while (rows.Read())
        {
            state = state.After(JournalSerializer.Read(rows.GetFieldValue<byte[]>(0), rows.GetString(1)));
        }

        return state;
    });

    /// <returns>A number that grows with each event; 0 where there is none.</returns>
    /// <exception cref="ExperimentRefusedException">The journal cannot be read.</exception>
    public static long Version(ExperimentFolder folder) => Query(folder, Newest, 0L, rows => rows.Read() ? rows.GetInt64(0) : 0);

    private static T Query<T>(ExperimentFolder folder, string question, T none, Func<SqliteDataReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!File.Exists(folder.Journal))
        {
            return none;
        }

        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = folder.Journal, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = question;
            using var rows = command.ExecuteReader();
            return read(rows);
        }
        catch (SqliteException missing) when (missing.SqliteErrorCode == 1)
        {
            // The coordinator was killed before it made the table.
            return none;
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException or System.Text.Json.JsonException or System.Runtime.Serialization.SerializationException)
        {
            throw new ExperimentRefusedException($"{folder.Journal} cannot be read: {fault.Message}", fault);
        }
    }
}
