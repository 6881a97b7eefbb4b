using Townlet.Runs.Catalogue;
using Townlet.Runs.Metrics;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Catalogue;

public sealed class RunCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(RunStatus.Finished, RunStanding.Finished)]
    [InlineData(RunStatus.Stopped, RunStanding.Stopped)]
    [InlineData(RunStatus.Failed, RunStanding.Failed)]
    [InlineData(RunStatus.Running, RunStanding.Interrupted)]
    public void Run_stands_as_its_description_says_unless_its_process_was_killed(RunStatus status, RunStanding standing)
    {
        Run("L0/a", Records.Manifest(status) with { EpisodesCompleted = 12, BestSurvival = 214 });

        Assert.Equal(standing, Assert.Single(RunCatalogue.In(_root.Path)).Standing);
    }

    [Fact]
    public void Run_that_somebody_holds_is_running_and_its_figures_come_from_its_records()
    {
        var run = Run("L0/a", Records.Manifest(RunStatus.Running));
        using var held = RunLock.Take(run);
        using var database = new MetricsDatabase(run.MetricsDatabase);
        database.Append([Records.Episode(1, 90), Records.Episode(2, 214), Records.Episode(3, 100)], []);

        var entry = Assert.Single(RunCatalogue.In(_root.Path));

        Assert.Equal((RunStanding.Running, "L0_minimal", 3, 300, 214), (entry.Standing, entry.Pack, entry.Episodes, entry.EpisodesWanted, entry.BestSurvival));
    }

    [Fact]
    public void Runs_of_all_levels_and_those_beside_them_are_listed_newest_first()
    {
        Run("L0/a", Records.Manifest(RunStatus.Finished, startedOnDay: 2) with { BestSurvival = 1 });
        Run("L1/b", Records.Manifest(RunStatus.Finished, startedOnDay: 3) with { BestSurvival = 1 });
        Run("mine", Records.Manifest(RunStatus.Finished, startedOnDay: 1) with { BestSurvival = 1 });
        Directory.CreateDirectory(_root.At("notes", "drafts"));

        Assert.Equal([_root.At("L1", "b"), _root.At("L0", "a"), _root.At("mine")], RunCatalogue.In(_root.Path).Select(entry => entry.Path));
    }

    [Fact]
    public void Damaged_run_is_listed_with_its_fault_and_the_others_as_ever()
    {
        File.WriteAllText(Run("L0/a", Records.Manifest(RunStatus.Finished)).Manifest, "{");
        File.WriteAllText(Run("L0/b", Records.Manifest(RunStatus.Running)).MetricsDatabase, "not a database, and longer than the header of one, so that it is looked at: " + new string('.', 100));
        Run("L0/c", Records.Manifest(RunStatus.Finished) with { BestSurvival = 1 });

        var entries = RunCatalogue.In(_root.Path).ToDictionary(entry => Path.GetFileName(entry.Path));

        Assert.Contains("run.json", entries["a"].Fault, StringComparison.Ordinal);
        Assert.Equal(RunStanding.Unknown, entries["a"].Standing);
        Assert.Contains("metrics.db", entries["b"].Fault, StringComparison.Ordinal);
        Assert.Null(entries["c"].Fault);
    }

    [UnixFact]
    public async Task Named_pipe_in_the_place_of_a_description_hides_no_other_run()
    {
        var blocked = Run("L0/a", Records.Manifest(RunStatus.Finished));
        File.Delete(blocked.Manifest);
        NamedPipe.Create(blocked.Manifest);
        Run("L0/b", Records.Manifest(RunStatus.Finished) with { BestSurvival = 1 });

        var entries = (await Task.Run(() => RunCatalogue.In(_root.Path))).ToDictionary(entry => Path.GetFileName(entry.Path));

        Assert.Contains($"{blocked.Manifest} is a named pipe, not a file.", entries["a"].Fault, StringComparison.Ordinal);
        Assert.Equal((RunStanding.Finished, null), (entries["b"].Standing, entries["b"].Fault));
    }

    [TinyDiskFact]
    public void Interrupted_run_on_a_read_only_disk_is_listed_with_its_episodes()
    {
        using var disk = new TinyDisk();
        var run = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        Records.Manifest(RunStatus.Running).Write(run);
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Records.Episode(1), Records.Episode(2)], []);
        }

        disk.MakeReadOnly();

        var entry = Assert.Single(RunCatalogue.In(disk.Path));
        Assert.Equal((RunStanding.Interrupted, 2, 87, null), (entry.Standing, entry.Episodes, entry.BestSurvival, entry.Fault));
    }

    [Fact]
    public void Run_without_any_description_is_listed()
    {
        RunFolder.CreateAt(_root.At("mine"), Packs.Small());

        var entry = Assert.Single(RunCatalogue.In(_root.Path));

        Assert.Equal((RunStanding.Interrupted, null, null), (entry.Standing, entry.Pack, entry.StartedAt));
    }

    [Fact]
    public void Folder_that_is_not_there_has_no_runs() => Assert.Empty(RunCatalogue.In(_root.At("nowhere")));

    private RunFolder Run(string name, RunManifest manifest)
    {
        var run = RunFolder.CreateAt(_root.At(name.Split('/')), Packs.Small());
        manifest.Write(run);
        return run;
    }
}
