using Microsoft.Data.Sqlite;

namespace Townlet.Runs.Metrics;

/// <summary>Copies <c>metrics.db</c> while another connection writes to it.</summary>
internal static class MetricsCopy
{
    /// <summary>By SQLite's own backup: the copy holds all rows of one moment, and whoever writes does not wait.</summary>
    /// <param name="path">The database.</param>
    /// <param name="target">A file that does not exist.</param>
    /// <exception cref="MetricsDatabaseException">It cannot be read, or the copy not be written.</exception>
    public static void Write(string path, string target)
    {
        using var source = new MetricsConnection(path, MetricsSource.ToRead(path), opened => opened.Set("PRAGMA busy_timeout = 10000;"));
        source.Guarded("copied", () =>
        {
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
            copy.Open();
            source.Sqlite.BackupDatabase(copy);
            return true;
        });
    }
}
