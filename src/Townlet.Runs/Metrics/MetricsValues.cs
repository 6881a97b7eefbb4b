using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Townlet.Runs.Metrics;

/// <summary>How values stand in the columns of metrics.db.</summary>
internal static class MetricsValues
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    // SQLite has no NaN, and the records of a learner that diverged must not be lost.
    public static double? Real(double? value) => value is double.NaN ? null : value;

    public static double? Real(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
