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

    /// <returns>What the events amount to; nothing has happened yet where there is no journal.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be read, or is damaged.</exception>
    public static ExperimentState Read(ExperimentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!File.Exists(folder.Journal))
        {
            return ExperimentState.Nothing;
        }

        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = folder.Journal, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Events;
            using var rows = command.ExecuteReader();
            var state = ExperimentState.Nothing;
            while (rows.Read())
            {
                state = state.After(JournalSerializer.Read(rows.GetFieldValue<byte[]>(0), rows.GetString(1)));
            }

            return state;
        }
        catch (SqliteException missing) when (missing.SqliteErrorCode == 1)
        {
            // The coordinator was killed before it made the table.
            return ExperimentState.Nothing;
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException or System.Text.Json.JsonException or System.Runtime.Serialization.SerializationException)
        {
            throw new ExperimentRefusedException($"{folder.Journal} cannot be read: {fault.Message}", fault);
        }
    }
}
