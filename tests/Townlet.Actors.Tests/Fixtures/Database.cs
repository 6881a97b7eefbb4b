using Microsoft.Data.Sqlite;
using Townlet.Runs;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>Another program that keeps the run's database open.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;

    public Database(RunFolder folder)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.MetricsDatabase, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>Writers wait until the result is disposed of.</summary>
    public void Lock() => Run("BEGIN IMMEDIATE");

    /// <summary>Writing episodes fails at once.</summary>
    public void HideEpisodes() => Run("ALTER TABLE episodes RENAME TO hidden_episodes");

    public void ShowEpisodes() => Run("ALTER TABLE hidden_episodes RENAME TO episodes");

    public void Dispose() => _connection.Dispose();

    private void Run(string statement)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
