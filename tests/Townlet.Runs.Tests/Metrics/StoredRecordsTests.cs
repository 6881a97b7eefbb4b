using Townlet.Runs.Metrics;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Metrics;

public sealed class StoredRecordsTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly RunFolder _run;
    private readonly StoredRecords _records;

    public StoredRecordsTests()
    {
        _run = RunFolder.CreateAt(_disk.At("run"), Packs.Small());
        _records = new StoredRecords(_run);
    }

    public void Dispose()
    {
        _records.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void Run_without_records_answers_that_there_are_none_and_no_file_is_made()
    {
        Assert.Equal(EpisodePage.None, _records.Episodes(1, 10));
        Assert.Equal(VisitSums.None, _records.Visits());
        Assert.Empty(_records.Transitions());
        Assert.False(File.Exists(_run.MetricsDatabase));
    }

    [Fact]
    public void What_is_written_is_read_while_the_writer_stays_open()
    {
        using var writer = new MetricsDatabase(_run.MetricsDatabase);
        writer.Append([Records.Episode(1)], []);
        Assert.Equal([1], Numbers());

        writer.Append([Records.Episode(2)], [Records.Transition(2)]);

        Assert.Equal([1, 2], Numbers());
        Assert.Equal(Records.Transition(2), Assert.Single(_records.Transitions(from: 2)));
        Assert.Equal(2, _records.Visits().Lives);
        writer.TruncateAfter(1);
        Assert.Equal([1], Numbers());
    }

    [Fact]
    public void Database_that_takes_the_place_of_another_is_read_instead()
    {
        Write(1);
        Assert.Equal([1], Numbers());
        File.Move(_run.MetricsDatabase, _run.MetricsDatabase + ".old");
        Assert.Empty(Numbers());

        Write(7);

        Assert.Equal([7], Numbers());
    }

    [Fact]
    public void Damaged_database_is_said_and_read_again_once_it_is_whole()
    {
        File.WriteAllText(_run.MetricsDatabase, new string('x', 4096));
        Assert.Contains("it is not an SQLite database", Assert.Throws<MetricsDatabaseException>(() => _records.Episodes(1, 10)).Message, StringComparison.Ordinal);
        File.Delete(_run.MetricsDatabase);

        Write(3);

        Assert.Equal([3], Numbers());
    }

    [Fact]
    public void Run_that_is_gone_or_another_one_in_its_place_is_a_fault_and_its_return_is_seen()
    {
        Records.Manifest(RunStatus.Running).Write(_run);
        Write(1);
        Assert.Equal([1], Numbers());
        Directory.Move(_run.Path, _disk.At("elsewhere"));
        Assert.Contains($"The run in {_run.Path} is gone", Assert.Throws<MetricsDatabaseException>(() => _records.Episodes(1, 10)).Message, StringComparison.Ordinal);

        Records.Manifest(RunStatus.Running, startedOnDay: 2).Write(RunFolder.CreateAt(_run.Path, Packs.Small()));
        Write(7);
        Assert.Contains($"Another run stands in {_run.Path}", Assert.Throws<MetricsDatabaseException>(() => _records.Episodes(1, 10)).Message, StringComparison.Ordinal);

        Directory.Delete(_run.Path, recursive: true);
        Directory.Move(_disk.At("elsewhere"), _run.Path);
        Assert.Equal([1], Numbers());
    }

    [Fact]
    public void Records_are_read_though_run_json_is_damaged()
    {
        Write(1);
        File.WriteAllText(_run.Manifest, "{");

        Assert.Equal([1], Numbers());
    }

    [Fact]
    public void Many_ask_at_once_while_one_writes()
    {
        using var writer = new MetricsDatabase(_run.MetricsDatabase);
        writer.Append([Records.Episode(1)], []);

        Parallel.For(2, 100, number =>
        {
            if (number % 4 == 0)
            {
                writer.Append([Records.Episode(number)], []);
            }
            else
            {
                Assert.Single(_records.Episodes(1, 1).Episodes);
            }
        });
    }

    private void Write(int episode)
    {
        using var writer = new MetricsDatabase(_run.MetricsDatabase);
        writer.Append([Records.Episode(episode)], []);
    }

    private IEnumerable<int> Numbers() => _records.Episodes(1, 100).Episodes.Select(row => row.Outcome.Episode);
}
