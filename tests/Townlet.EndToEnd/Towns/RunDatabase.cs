using Microsoft.Data.Sqlite;

namespace Townlet.EndToEnd.Towns;

/// <summary>Reads the metrics.db of a run.</summary>
internal static class RunDatabase
{
    public static List<long> Numbers(string runFolder, string query)
    {
        // Without pooling: the file must be closed before the folder is deleted.
        using var connection = new SqliteConnection($"Data Source={Path.Combine(runFolder, "metrics.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries are the tests' own.
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var numbers = new List<long>();
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    public static long Count(string runFolder, string table) => Numbers(runFolder, $"SELECT COUNT(*) FROM {table}").Single();

    /// <summary>In the order of writing.</summary>
    public static List<long> Episodes(string runFolder) => Numbers(runFolder, "SELECT episode_id FROM episodes ORDER BY rowid");
}
