using Microsoft.Data.Sqlite;
using Townlet.Learning.Training;
using Townlet.Runs.Metrics;
using Townlet.Runs.Tests.Fixtures;
using Townlet.World;

namespace Townlet.Runs.Tests.Metrics;

public sealed class MetricsDatabaseTests : IDisposable
{
    private const string BackToVersion2 = "ALTER TABLE episodes DROP COLUMN steps_vs_idle; PRAGMA user_version = 2; ";

    private readonly TemporaryFolder _disk = new();

    private MetricsReader? _reader;

    private string DatabasePath => _disk.At("metrics.db");

    /// <summary>Reads what the test has written.</summary>
    private MetricsReader Reader => _reader ??= MetricsReader.Open(DatabasePath)!;

    public void Dispose()
    {
        _reader?.Dispose();
        _disk.Dispose();
    }

    [Theory]
    [InlineData("episodes", "episode_id,timestamp,survival_time,total_reward,extrinsic_reward,intrinsic_reward,intrinsic_weight,curriculum_stage,epsilon,agent,end_reason,cause,loss,steps_vs_idle")]
    [InlineData("curriculum_transitions", "episode_id,timestamp,agent,from_stage,to_stage,reason,survival_rate,learning_progress,entropy,steps_at_stage")]
    [InlineData("system_state", "key,value")]
    [InlineData("affordance_visits", "episode_id,from_affordance,to_affordance,visit_count")]
    [InlineData("position_heatmap", "episode_id,x,y,visit_count,novelty_value")]
    public void Tables_have_their_columns(string table, string columns)
    {
        using var database = new MetricsDatabase(DatabasePath);

        Assert.Equal(columns, Query($"SELECT group_concat(name) FROM pragma_table_info('{table}')"));
    }

    [Fact]
    public void Database_is_write_ahead_logged_and_knows_its_version()
    {
        using var database = new MetricsDatabase(DatabasePath);

        Assert.Equal("wal", Query("PRAGMA journal_mode"));
        Assert.Equal(3L, Query("PRAGMA user_version"));
    }

    [Fact]
    public async Task Reader_that_asks_without_a_pause_keeps_nobody_from_writing()
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.Append([Episode(1)], []);
        var reading = Task.Run(() =>
        {
            var seen = 0;
            for (var time = 0; time < 200; time++)
            {
                using var reader = MetricsReader.Open(DatabasePath)!;
                var page = reader.Episodes(1, int.MaxValue);
                Assert.Equal(page.Total, page.Episodes.Length);
                Assert.InRange(page.Total, seen, int.MaxValue);
                seen = page.Total;
            }
        });

        for (var written = 0; !reading.IsCompleted; written++)
        {
            database.Append([Episode(1 + (written % 100))], []);
        }

        await reading;
    }

    [Fact]
    public void Database_that_is_only_being_made_is_none_yet()
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();

        Assert.Null(MetricsReader.Open(DatabasePath));
    }

    [Fact]
    public void Database_that_is_opened_to_be_read_is_not_changed()
    {
        Assert.Null(MetricsReader.Open(DatabasePath));
        using (var database = new MetricsDatabase(DatabasePath))
        {
            database.Append([Episode(1)], []);
        }

        var bytes = File.ReadAllBytes(DatabasePath);
        using (var reader = MetricsReader.Open(DatabasePath)!)
        {
            Assert.Equal([1], reader.Episodes(1, 10).Episodes.Select(row => row.Outcome.Episode));
        }

        Assert.Equal(bytes, File.ReadAllBytes(DatabasePath));
    }

    [Fact]
    public void Places_and_positions_of_a_life_are_written_with_it_and_go_with_it()
    {
        using var database = new MetricsDatabase(DatabasePath);
        var first = Episode(1) with
        {
            AffordanceVisits = [new AffordanceVisitRow(null, "Bed", 1), new AffordanceVisitRow("Bed", "Job", 2)],
            Positions = [new CellVisits(1, 1, 30, 0.5), new CellVisits(2, 1, 12, double.NaN)],
        };
        database.Append([first, Episode(2) with { AffordanceVisits = [new AffordanceVisitRow(null, "Bar", 4)], Positions = [new CellVisits(7, 0, 1, 0.25)] }], []);

        Assert.Equal("1|-|Bed|1 1|Bed|Job|2 2|-|Bar|4", Visits());
        Assert.Equal("1|1|1|30|0.5 1|2|1|12|- 2|7|0|1|0.25", Positions());

        database.Append([first with { AffordanceVisits = [new AffordanceVisitRow(null, "Park", 3)], Positions = [new CellVisits(3, 3, 9, 0)] }], []);

        Assert.Equal("1|-|Park|3 2|-|Bar|4", Visits());
        Assert.Equal("1|3|3|9|0.0 2|7|0|1|0.25", Positions());

        database.TruncateAfter(1);

        Assert.Equal("1|-|Park|3", Visits());
        Assert.Equal("1|3|3|9|0.0", Positions());

        object? Visits() => Query(
            "SELECT group_concat(line, ' ') FROM (SELECT episode_id || '|' || ifnull(from_affordance, '-') || '|' || to_affordance || '|' || visit_count AS line FROM affordance_visits ORDER BY episode_id, from_affordance)");

        object? Positions() => Query(
            "SELECT group_concat(line, ' ') FROM (SELECT episode_id || '|' || x || '|' || y || '|' || visit_count || '|' || ifnull(novelty_value, '-') AS line FROM position_heatmap ORDER BY episode_id, x, y)");
    }

    [Fact]
    public void Visits_are_summed_over_the_lives_of_a_range()
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.Append(
            [
                Episode(1) with { AffordanceVisits = [new AffordanceVisitRow(null, "Bed", 1)], Positions = [new CellVisits(7, 7, 50, 9)] },
                Episode(2) with
                {
                    AffordanceVisits = [new AffordanceVisitRow(null, "Bed", 1), new AffordanceVisitRow("Bed", "Job", 2)],
                    Positions = [new CellVisits(2, 1, 30, 0.5), new CellVisits(1, 2, 5, double.NaN)],
                },
                Episode(3) with
                {
                    AffordanceVisits = [new AffordanceVisitRow(null, "Bed", 4), new AffordanceVisitRow("Job", "Bed", 3)],
                    Positions = [new CellVisits(2, 1, 10, 0.1), new CellVisits(1, 2, 1, double.NaN), new CellVisits(1, 1, 6, double.NaN)],
                },
                Episode(4) with { Positions = [new CellVisits(1, 1, 2, 0.25)] },
            ],
            []);

        var sums = Reader.Visits(from: 2, to: 9);

        Assert.Equal((2, 9, 3), (sums.From, sums.To, sums.Lives));
        Assert.Equal([new PlaceVisitSum(null, "Bed", 5), new PlaceVisitSum("Bed", "Job", 2), new PlaceVisitSum("Job", "Bed", 3)], sums.Visits.AsEnumerable());
        Assert.Equal([(1, 1, 8L), (2, 1, 40L), (1, 2, 6L)], sums.Cells.Select(cell => (cell.X, cell.Y, cell.Count)));
        Assert.Equal(0.25, sums.Cells[0].Novelty);
        Assert.Equal(0.4, sums.Cells[1].Novelty!.Value, 1e-12);
        Assert.Null(sums.Cells[2].Novelty);
    }

    [Theory]
    [InlineData(null, null, 51, 150, 100)]
    [InlineData(120, null, 120, 219, 31)]
    [InlineData(null, 30, 1, 30, 30)]
    [InlineData(null, 130, 31, 130, 100)]
    [InlineData(400, 500, 400, 500, 0)]
    [InlineData(int.MaxValue, null, int.MaxValue, int.MaxValue, 0)]
    public void Visits_are_of_the_newest_lives_unless_told(int? from, int? to, int first, int last, int lives)
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.Append([.. Enumerable.Range(1, 150).Select(number => Episode(number))], []);

        var sums = Reader.Visits(from, to);

        Assert.Equal((first, last, lives), (sums.From, sums.To, sums.Lives));
        Assert.Empty(sums.Visits);
        Assert.Empty(sums.Cells);
    }

    [Fact]
    public void There_are_no_visits_where_no_life_is_recorded_and_none_of_a_range_that_is_none()
    {
        using var database = new MetricsDatabase(DatabasePath);

        Assert.Equal(0, database.CountEpisodes());
        Assert.Equal(VisitSums.None, Reader.Visits());
        Assert.Throws<ArgumentOutOfRangeException>(() => Reader.Visits(from: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reader.Visits(to: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reader.Visits(from: 3, to: 2));
    }

    [Fact]
    public void Run_of_the_version_without_visits_can_be_looked_at()
    {
        using (var earlier = new MetricsDatabase(DatabasePath))
        {
            earlier.Append([Episode(1)], []);
        }

        Query(BackToVersion2 + "DROP TABLE affordance_visits; DROP TABLE position_heatmap; PRAGMA user_version = 1");
        using var reader = MetricsReader.Open(DatabasePath)!;

        var sums = reader.Visits();

        Assert.Equal((1, 1, 1), (sums.From, sums.To, sums.Lives));
        Assert.Empty(sums.Visits);
        Assert.Empty(sums.Cells);
    }

    [Fact]
    public void Database_of_the_version_before_gets_the_newer_tables_and_keeps_its_rows()
    {
        using (var earlier = new MetricsDatabase(DatabasePath))
        {
            earlier.Append([Episode(1)], []);
        }

        Query(BackToVersion2 + "DROP TABLE affordance_visits; DROP TABLE position_heatmap; PRAGMA user_version = 1");

        using var database = new MetricsDatabase(DatabasePath);
        database.Append([Episode(2) with { Positions = [new CellVisits(7, 0, 1, 0.25)] }], []);

        Assert.Equal([1, 2], Reader.Episodes(0, 10).Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal(1L, Query("SELECT COUNT(*) FROM position_heatmap"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rewards_of_an_older_version_are_unknown_since_they_were_not_those_learnt_from(bool resumed)
    {
        using (var earlier = new MetricsDatabase(DatabasePath))
        {
            earlier.Append([Records.Row(Records.Outcome(1) with { Reward = -120, ExtrinsicReward = -121 })], []);
        }

        Query(BackToVersion2);
        using var database = resumed ? new MetricsDatabase(DatabasePath) : null;

        var row = Assert.Single(Reader.Episodes(0, 10).Episodes);
        Assert.Equal(Records.Row(Records.Outcome(1) with { Reward = double.NaN, ExtrinsicReward = double.NaN, StepsVsIdle = null }), row);
        Assert.Equal(resumed ? 3L : 2L, Query("PRAGMA user_version"));
        if (database is not null)
        {
            database.Append([Episode(2)], []);
            Assert.Equal(Episode(2), Reader.Episodes(2, 10).Episodes.Single());
        }
    }

    [Fact]
    public void Rows_are_read_back_as_they_were_written()
    {
        var death = Records.Row(Records.Outcome(1) with { Cause = Meter.Energy, Loss = 0.25, Agent = 3 });
        var cap = Records.Row(Records.Outcome(2) with { End = LifeEnd.StepCap, Reward = -12.34, Epsilon = 0.995 });
        using var database = new MetricsDatabase(DatabasePath);

        database.Append([death, cap], [Transition(2)]);

        Assert.Equal([death, cap], Reader.Episodes(0, 10).Episodes.AsEnumerable());
        Assert.Equal(Transition(2), Assert.Single(Reader.Transitions()));
    }

    [Fact]
    public void Times_are_kept_in_utc_and_understood_by_sqlite()
    {
        using var database = new MetricsDatabase(DatabasePath);

        database.Append([Episode(1) with { Timestamp = new DateTimeOffset(2025, 11, 2, 14, 3, 5, 123, TimeSpan.FromHours(2)) }], []);

        Assert.Equal("2025-11-02T12:03:05.123Z", Query("SELECT timestamp FROM episodes"));
        Assert.Equal(1762084985L, Query("SELECT unixepoch(timestamp) FROM episodes"));
    }

    [Fact]
    public void Diverged_learner_is_recorded()
    {
        using var database = new MetricsDatabase(DatabasePath);

        database.Append([Records.Row(Records.Outcome(1) with { IntrinsicReward = double.NaN, Reward = double.NegativeInfinity, Loss = double.NaN })], []);

        var row = Assert.Single(Reader.Episodes(0, 1).Episodes);
        Assert.Equal(double.NaN, row.Outcome.IntrinsicReward);
        Assert.Equal(double.NegativeInfinity, row.Outcome.Reward);
        Assert.Null(row.Outcome.Loss);
    }

    [Fact]
    public void Page_starts_where_asked_and_knows_the_total()
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.Append([Episode(3), Episode(1), Episode(5), Episode(4), Episode(2)], []);

        var page = Reader.Episodes(from: 2, limit: 3);

        Assert.Equal([2, 3, 4], page.Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal((5, 5), (page.Total, page.Last));
        database.TruncateAfter(0);
        Assert.Equal((0, 0), (Reader.Episodes(from: 1, limit: 3).Total, Reader.Episodes(from: 1, limit: 3).Last));
    }

    [Fact]
    public void Episode_lived_again_is_neither_lost_nor_doubled()
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.Append([Episode(1), Episode(2), Episode(3)], [Transition(3)]);

        database.Append([Records.Episode(2, length: 77), Episode(3), Episode(4)], [Transition(3)]);

        Assert.Equal([1, 2, 3, 4], Reader.Episodes(0, 10).Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal(77, Reader.Episodes(2, 1).Episodes[0].Outcome.Length);
        Assert.Single(Reader.Transitions());
    }

    [Fact]
    public void Batch_with_a_bad_row_is_not_written_at_all()
    {
        using var database = new MetricsDatabase(DatabasePath);

        Assert.Throws<ArgumentOutOfRangeException>(() => database.Append([Episode(1), Records.Row(Records.Outcome(2) with { End = LifeEnd.None })], []));

        Assert.Equal(0, Reader.Episodes(0, 10).Total);
    }

    [Fact]
    public void Resumed_run_goes_on_after_the_checkpoint_in_the_same_database()
    {
        using (var killed = new MetricsDatabase(DatabasePath))
        {
            killed.Append([Episode(1), Episode(2), Episode(3), Episode(4)], [Transition(2), Transition(4)]);
            killed.SetState("places", "old");
            killed.SetState("early", "{\"episode\":2}");
            killed.SetState("late", "{\"episode\":3}");
        }

        using var resumed = new MetricsDatabase(DatabasePath);
        resumed.TruncateAfter(2);

        Assert.Equal([1, 2], Reader.Episodes(0, 10).Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal([2], Reader.Transitions().Select(row => row.Transition.Episode));
        Assert.Equal("old", Reader.State("places"));
        Assert.NotNull(Reader.State("early"));
        Assert.Null(Reader.State("late"));
    }

    [Fact]
    public void State_is_replaced_and_missing_state_is_null()
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.SetState("status", "running");
        database.SetState("status", "stopped");

        Assert.Equal("stopped", Reader.State("status"));
        Assert.Null(Reader.State("mood"));
    }

    [Fact]
    public void Reader_keeps_its_view_while_the_run_writes_on()
    {
        using var database = new MetricsDatabase(DatabasePath);
        database.Append([Episode(1)], []);
        using var reader = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        reader.Open();
        using (reader.BeginTransaction(deferred: true))
        {
            Assert.Equal(1L, Query(reader, "SELECT COUNT(*) FROM episodes"));

            database.Append([Episode(2)], []);

            Assert.Equal(1L, Query(reader, "SELECT COUNT(*) FROM episodes"));
        }

        Assert.Equal(2L, Query(reader, "SELECT COUNT(*) FROM episodes"));
    }

    [Fact]
    public void Databases_opened_and_written_at_once_lose_nothing()
    {
        Parallel.For(0, 4, writer =>
        {
            using var database = new MetricsDatabase(DatabasePath);
            for (var i = 0; i < 25; i++)
            {
                database.Append([Episode((writer * 25) + i)], []);
            }
        });

        Assert.Equal(Enumerable.Range(0, 100), Reader.Episodes(0, 1000).Episodes.Select(row => row.Outcome.Episode));
    }

    [Fact]
    public void One_database_serves_the_recorder_and_the_page_at_once()
    {
        using var database = new MetricsDatabase(DatabasePath);
        using var reader = MetricsReader.Open(DatabasePath)!;

        Parallel.For(0, 100, episode =>
        {
            database.Append([Episode(episode)], []);
            Assert.Single(reader.Episodes(episode, 1).Episodes);
        });

        Assert.Equal(100, reader.Episodes(0, 0).Total);
        Assert.Equal(100, database.CountEpisodes());
    }

    [Fact]
    public void Closed_database_is_one_file()
    {
        using (var database = new MetricsDatabase(DatabasePath))
        {
            database.Append([Episode(1)], []);
        }

        Assert.Equal([DatabasePath], Directory.GetFiles(_disk.Path));
    }

    [Fact]
    public void File_that_is_no_database_is_refused_and_left()
    {
        var text = string.Concat(Enumerable.Repeat("my thesis ", 1000));
        File.WriteAllText(DatabasePath, text);

        var fault = Assert.Throws<MetricsDatabaseException>(() => new MetricsDatabase(DatabasePath));

        Assert.Contains($"{DatabasePath} could not be opened: it is not an SQLite database.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(DatabasePath));
    }

    [TinyDiskFact]
    public void Closed_database_on_a_read_only_disk_is_read()
    {
        using var disk = new TinyDisk();
        // Characters that mean something in a URI.
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(disk.Path, "50% of #1?")).FullName, "metrics.db");
        using (var database = new MetricsDatabase(path))
        {
            database.Append([Episode(1), Episode(2)], []);
        }

        disk.MakeReadOnly();
        using var read = MetricsReader.Open(path)!;

        Assert.Equal((2, true), (read.Summary().Episodes, read.IsSnapshot));
        Assert.Contains($"{path} could not be opened: the disk is read-only.", Assert.Throws<MetricsDatabaseException>(() => new MetricsDatabase(path)).Message, StringComparison.Ordinal);
    }

    [TinyDiskFact]
    public void Rows_that_a_killed_writer_left_in_the_log_are_read_on_a_read_only_disk_too()
    {
        using var disk = new TinyDisk(kibibytes: 4096);
        var path = Path.Combine(disk.Path, "metrics.db");
        using (var database = new MetricsDatabase(path))
        {
            database.Append([Episode(1)], []);
        }

        using (var database = new MetricsDatabase(_disk.At("metrics.db")))
        {
            database.Append([Episode(1), Episode(2)], []);
            foreach (var suffix in (string[])["", "-wal"])
            {
                File.Copy(_disk.At("metrics.db" + suffix), path + suffix, overwrite: true);
            }
        }

        disk.MakeReadOnly();
        var copies = Copies();
        using (var read = MetricsReader.Open(path)!)
        {
            Assert.Equal((2, true), (read.Summary().Episodes, read.IsSnapshot));
        }

        Assert.Equal(copies, Copies());

        static List<string> Copies() => [.. Directory.GetDirectories(Path.GetTempPath(), "townlet-records-*").Order(StringComparer.Ordinal)];
    }

    [TinyDiskFact]
    public void Database_that_a_process_writes_is_not_read_as_one_that_does_not_change()
    {
        using var disk = new TinyDisk();
        var run = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Episode(1)], []);
        }

        using (RunLock.Take(run))
        {
        }

        disk.MakeReadOnly();
        using var held = new FileStream(Path.Combine(run.Path, "run.lock"), FileMode.Open, FileAccess.Read, FileShare.None);

        Assert.Contains("cannot be read while another process trains in this run", Assert.Throws<MetricsDatabaseException>(() => MetricsReader.Open(run.MetricsDatabase)).Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task What_is_no_ordinary_file_is_refused_by_name_and_never_waited_for()
    {
        NamedPipe.Create(DatabasePath);
        await AssertRefusedAsync("is a named pipe, not a file.");
        File.Delete(DatabasePath);
        Directory.CreateDirectory(DatabasePath);
        await AssertRefusedAsync("is a folder, not a file.");

        async Task AssertRefusedAsync(string reason)
        {
            foreach (var open in (Action[])[() => new MetricsDatabase(DatabasePath).Dispose(), () => MetricsReader.Open(DatabasePath)?.Dispose()])
            {
                Assert.Contains($"{DatabasePath} {reason}", (await Assert.ThrowsAsync<MetricsDatabaseException>(() => Task.Run(open))).Message, StringComparison.Ordinal);
            }
        }
    }

    [UnixFact]
    public async Task Disk_that_fails_is_said()
    {
        // Its first byte cannot be read: the system answers with an input/output error.
        File.CreateSymbolicLink(DatabasePath, "/proc/self/mem");

        var fault = await Assert.ThrowsAsync<MetricsDatabaseException>(() => Task.Run(() => new MetricsDatabase(DatabasePath).Dispose()));

        Assert.Equal($"{DatabasePath} could not be opened: the disk failed (input/output error). Check the disk.", fault.Message);
    }

    [TinyDiskFact]
    public void Disk_without_room_for_the_tables_is_said()
    {
        using var disk = new TinyDisk(kibibytes: 16);
        var path = Path.Combine(disk.Path, "metrics.db");
        File.WriteAllBytes(Path.Combine(disk.Path, "filler"), new byte[12 * 1024]);

        Assert.Contains($"{path} could not be opened: the disk is full. Free some space there.", Assert.Throws<MetricsDatabaseException>(() => new MetricsDatabase(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE episodes (id INTEGER)")]
    [InlineData("PRAGMA user_version = 1")]
    public void Database_of_another_program_is_refused(string script)
    {
        using (var other = new SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            other.Open();
            Query(other, script);
        }

        var fault = Assert.Throws<MetricsDatabaseException>(() => new MetricsDatabase(DatabasePath));

        Assert.Contains("is an SQLite database of another program", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Database_of_a_newer_version_is_refused()
    {
        using (new MetricsDatabase(DatabasePath))
        {
            Query("PRAGMA user_version = 99");
        }

        var fault = Assert.Throws<MetricsDatabaseException>(() => new MetricsDatabase(DatabasePath));

        Assert.Contains("has schema version 99, made by a newer Townlet", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_folder_is_said()
    {
        var fault = Assert.Throws<MetricsDatabaseException>(() => new MetricsDatabase(_disk.At("missing", "metrics.db")));

        Assert.Contains("its folder is missing", fault.Message, StringComparison.Ordinal);
    }

    [TinyDiskFact]
    public void Full_disk_costs_the_batch_and_not_what_was_recorded()
    {
        using var disk = new TinyDisk();
        using (var database = new MetricsDatabase(Path.Combine(disk.Path, "metrics.db")))
        {
            database.Append([Episode(1)], []);
            var huge = Enumerable.Range(2, 5000).Select(Episode).ToList();

            var fault = Assert.Throws<MetricsDatabaseException>(() => database.Append(huge, []));

            Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
            Assert.Equal(1, database.CountEpisodes());
            database.Append([Episode(2)], []);
            Assert.Equal(2, database.CountEpisodes());
        }
    }

    private static EpisodeRow Episode(int number) => Records.Episode(number);

    private static StageTransitionRow Transition(int episode) => Records.Transition(episode);

    private object? Query(string query)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return Query(connection, query);
    }

    private static object? Query(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar();
    }
}
