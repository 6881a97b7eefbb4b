using Townlet.Runs.Checkpoints;
using Townlet.Runs.Following;
using Townlet.Runs.Metrics;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Following;

public sealed class FollowedRunTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly RunFolder _run;
    private readonly FollowedRun _followed;
    private readonly StoredRecords _records;

    public FollowedRunTests()
    {
        _run = RunFolder.CreateAt(_disk.At("run"), Packs.Small());
        _followed = new FollowedRun(_run);
        _records = new StoredRecords(_run);
    }

    public void Dispose()
    {
        _followed.Dispose();
        _records.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void First_look_tells_the_newest_episode_alone_and_every_policy()
    {
        using var database = new MetricsDatabase(_run.MetricsDatabase);
        database.Append([Records.Episode(1), Records.Episode(2), Records.Episode(3)], [Records.Transition(2)]);
        WritePolicies(1, 3);

        var news = _followed.Look();

        Assert.Equal([3], news.Episodes.Select(row => row.Outcome.Episode));
        Assert.Empty(news.Transitions);
        Assert.Equal([1, 3], news.Policies.Select(policy => policy.Episode));
        Assert.Equal(3, news.EpisodesCompleted);
    }

    [Fact]
    public void Each_look_tells_what_came_since_the_last_once()
    {
        using var database = new MetricsDatabase(_run.MetricsDatabase);
        database.Append([Records.Episode(1)], []);
        _followed.Look();
        database.Append([Records.Episode(2), Records.Episode(3)], [Records.Transition(3)]);
        WritePolicies(3);

        var news = _followed.Look();

        Assert.Equal([2, 3], news.Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal([3], news.Transitions.Select(row => row.Transition.Episode));
        Assert.Equal([3], news.Policies.Select(policy => policy.Episode));
        news = _followed.Look();
        Assert.Empty(news.Episodes);
        Assert.Empty(news.Transitions);
        Assert.Empty(news.Policies);
    }

    [Fact]
    public void Episodes_that_are_lived_again_are_told_again()
    {
        using var database = new MetricsDatabase(_run.MetricsDatabase);
        database.Append([Records.Episode(1), Records.Episode(2), Records.Episode(3)], []);
        _followed.Look();
        database.TruncateAfter(1);
        _followed.Look();
        database.Append([Records.Episode(2, length: 77)], []);

        Assert.Equal([(2, 77)], _followed.Look().Episodes.Select(row => (row.Outcome.Episode, row.Outcome.Length)));
    }

    [Fact]
    public void Run_that_has_nothing_yet_tells_nothing_and_what_comes_then()
    {
        var news = _followed.Look();
        Assert.Equal((0, 0, false, false), (news.EpisodesCompleted, news.EpisodesWanted, news.IsTraining, news.IsFinished));
        Assert.Empty(news.Policies);
        Assert.Equal(EpisodePage.None, _records.Episodes(1, 10));

        using var database = new MetricsDatabase(_run.MetricsDatabase);
        database.Append([Records.Episode(1)], []);

        Assert.Equal([1], _followed.Look().Episodes.Select(row => row.Outcome.Episode));
    }

    [Fact]
    public void Run_trains_while_somebody_holds_it_and_is_finished_afterwards()
    {
        Records.Manifest(RunStatus.Running).Write(_run);
        using (RunLock.Take(_run))
        {
            var training = _followed.Look();
            Assert.Equal((true, false, 300), (training.IsTraining, training.IsFinished, training.EpisodesWanted));
        }

        Assert.False(_followed.Look().IsTraining);
        Records.Manifest(RunStatus.Finished).Write(_run);
        Assert.True(_followed.Look().IsFinished);
    }

    [Fact]
    public void Run_that_is_gone_or_another_one_in_its_place_is_said_and_its_return_is_seen()
    {
        Records.Manifest(RunStatus.Running).Write(_run);
        using (var database = new MetricsDatabase(_run.MetricsDatabase))
        {
            database.Append([Records.Episode(1)], []);
        }

        Assert.Equal(1, _followed.Look().EpisodesCompleted);
        Directory.Move(_run.Path, _disk.At("elsewhere"));
        Assert.Contains($"The run in {_run.Path} is gone", Assert.Throws<RunGoneException>(() => _followed.Look()).Message, StringComparison.Ordinal);
        Assert.Throws<MetricsDatabaseException>(() => _records.Episodes(1, 10));

        Records.Manifest(RunStatus.Running, startedOnDay: 2).Write(RunFolder.CreateAt(_run.Path, Packs.Small()));
        Assert.Contains(
            $"Another run stands in {_run.Path}: it was started at 2026-01-02 12:00:00Z, and the one that is shown here at 2026-01-01 12:00:00Z.",
            Assert.Throws<RunGoneException>(() => _followed.Look()).Message,
            StringComparison.Ordinal);

        Directory.Delete(_run.Path, recursive: true);
        Directory.Move(_disk.At("elsewhere"), _run.Path);
        using (var database = new MetricsDatabase(_run.MetricsDatabase))
        {
            database.Append([Records.Episode(2)], []);
        }

        Assert.Equal([2], _followed.Look().Episodes.Select(row => row.Outcome.Episode));
    }

    [UnixFact]
    public async Task Records_that_another_file_took_the_place_of_are_opened_again()
    {
        using (var database = new MetricsDatabase(_run.MetricsDatabase))
        {
            database.Append([Records.Episode(1), Records.Episode(2)], []);
        }

        Assert.Equal(2, _followed.Look().EpisodesCompleted);
        File.Move(_run.MetricsDatabase, _run.MetricsDatabase + ".old");
        using (var database = new MetricsDatabase(_run.MetricsDatabase))
        {
            database.Append([Records.Episode(1)], []);
        }

        Assert.Equal(1, (await Task.Run(_followed.Look)).EpisodesCompleted);
    }

    [TinyDiskFact]
    public void Run_on_a_disk_that_becomes_writable_again_is_followed_on()
    {
        using var disk = new TinyDisk();
        var run = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Records.Episode(1)], []);
        }

        disk.MakeReadOnly();
        using var followed = new FollowedRun(run);
        Assert.Equal(1, followed.Look().EpisodesCompleted);
        using var records = new StoredRecords(run);
        Assert.True(records.AreSnapshot);

        disk.MakeWritable();
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Records.Episode(2)], []);
        }

        Assert.Equal([2], followed.Look().Episodes.Select(row => row.Outcome.Episode));
        Assert.False(records.AreSnapshot);
    }

    [Fact]
    public void Nothing_in_the_run_is_touched()
    {
        using (var database = new MetricsDatabase(_run.MetricsDatabase))
        {
            database.Append([Records.Episode(1)], []);
        }

        WritePolicies(1);
        var before = Files();

        _followed.Look();
        _followed.Dispose();

        Assert.Equal(before, Files());
    }

    private List<(string, DateTime, long)> Files() =>
        [.. Directory.EnumerateFiles(_run.Path, "*", SearchOption.AllDirectories).Order().Select(path => (path, File.GetLastWriteTimeUtc(path), new FileInfo(path).Length))];

    private void WritePolicies(params int[] episodes)
    {
        var store = new CheckpointStore(_run, 1, new MarkedFormat(), MarkedFormat.Run);
        foreach (var episode in episodes)
        {
            store.Write(episode, MarkedFormat.Good("checkpoint"), MarkedFormat.Good("policy"));
        }
    }
}
