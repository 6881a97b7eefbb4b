using Akka.Configuration;
using Akka.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace Townlet.Experiments.Journal;

/// <summary>The actor system's settings for the journal in <c>experiment.db</c>.</summary>
internal static class JournalSettings
{
    /// <param name="folder">Of the experiment.</param>
    public static Config For(ExperimentFolder folder)
    {
        // Without a pool no connection outlives the actor system that used it.
        var connection = new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ConnectionString;
        return ConfigurationFactory.ParseString($$"""
            akka.persistence.journal {
              plugin = "akka.persistence.journal.sql"
              sql {
                class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                provider-name = "SQLite.MS"
                connection-string = "{{connection.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
                auto-initialize = on
              }
            }
            akka.actor {
              serializers.townlet-experiment = "{{typeof(JournalSerializer).AssemblyQualifiedName}}"
              serialization-bindings { "{{typeof(Scheduling.ExperimentEvent).AssemblyQualifiedName}}" = townlet-experiment }
            }
            """).WithFallback(SqlPersistence.DefaultConfiguration);
    }
}
