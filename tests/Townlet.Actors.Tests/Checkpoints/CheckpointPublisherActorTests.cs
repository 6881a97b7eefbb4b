using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Policies;
using Townlet.Runs;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Tests.Checkpoints;

public class CheckpointPublisherActorTests
{
    [Fact]
    public async Task Published_checkpoint_is_on_disk_with_its_policy_and_the_rows_of_its_episodes()
    {
        var rows = -1;
        RunFolder? run = null;
        await using var town = await RunningTown.StartAsync(
            new TownSetup
            {
                // Time stands still, so no batch of rows is due; few enough episodes that none is full.
                ManualTime = true,
                Pack = Packs.ShortWithCheckpointEvery(20),
                Episodes = 30,
                Stay = true,
                OnEvent = message =>
                {
                    if (message is CheckpointPublisher.Published && rows < 0)
                    {
                        using var records = new StoredRecords(Volatile.Read(ref run)!);
                        rows = records.Episodes(1, 20).Episodes.Length;
                    }
                },
                BeforeStart = options => run = options.Folder,
            },
            typeof(CheckpointPublisher.Published));

        var published = await town.Events.ExpectMsgAsync<CheckpointPublisher.Published>();

        Assert.Equal(20, rows);
        Assert.Equal(20, Read(published.Checkpoint.Path).Episode);
        Assert.Equal(new FileInfo(published.Checkpoint.Path).Length, published.Checkpoint.Bytes);
        using var policy = File.OpenRead(published.Policy.Path);
        Assert.Equal(20, Policy.Load(policy, town.Options.Pack).Episode);
    }

    [Fact]
    public async Task Disk_that_fails_costs_one_checkpoint_and_a_warning_while_training_goes_on()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup(), typeof(Announcement), typeof(CheckpointPublisher.Published), typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Trainer, ComponentState.Ready);
        Directory.Delete(town.Folder.Checkpoints);
        await File.WriteAllTextAsync(town.Folder.Checkpoints, "in the way");

        town.Tell(new Trainer.TakeCheckpoint());

        var warning = await town.Events.FishForMessageAsync<Announcement>(said => said.Component == Component.CheckpointPublisher);
        Assert.Equal(AnnouncementSeverity.Warning, warning.Severity);
        Assert.Contains("was not written", warning.Text, StringComparison.Ordinal);
        await town.Listen(typeof(Trainer.EpisodeCompleted)).ExpectMsgAsync<Trainer.EpisodeCompleted>();
        Assert.Equal(ComponentState.Ready, (await town.StatusOfAsync(Component.CheckpointPublisher)).State);

        File.Delete(town.Folder.Checkpoints);
        town.Tell(new Trainer.TakeCheckpoint());
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
    }

    [Fact]
    public async Task Damaged_newest_checkpoint_is_passed_over_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.ShortWithCheckpointEvery(4);
        var run = folder.NewRun(pack);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Pack = pack, Episodes = 6 }))
        {
            await town.System.WhenTerminated;
        }

        var newest = Path.Combine(run.Checkpoints, "checkpoint_ep00006.safetensors");
        await using (var file = File.OpenWrite(newest))
        {
            file.SetLength(file.Length / 2);
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = pack, Episodes = 7 }, typeof(Announcement), typeof(Trainer.Started));

        var warning = await again.Events.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning);
        Assert.Contains("checkpoint_ep00006.safetensors is damaged", warning.Text, StringComparison.Ordinal);
        Assert.Equal(4, (await again.Events.FishForMessageAsync<Trainer.Started>(_ => true)).ResumedFrom);
    }

    [Fact]
    public async Task Policies_are_listed_oldest_first()
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.ShortWithCheckpointEvery(2);
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Folder = folder.NewRun(pack), Pack = pack, Episodes = 5, Stay = true }, typeof(CheckpointPublisher.Published));
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(published => published.Checkpoint.Episode == 5);
        var probe = town.NewProbe();

        town.Tell(new CheckpointPublisher.ListPolicies(), probe);

        var policies = await probe.ExpectMsgAsync<CheckpointPublisher.Policies>();
        Assert.Equal(["policy_ep00002", "policy_ep00004", "policy_ep00005"], policies.Stored.Select(policy => policy.Name));
    }

    [Fact]
    public async Task Checkpoint_that_waits_for_records_is_written_once_the_next_writer_has_written_them()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true }, typeof(CheckpointPublisher.Published), typeof(Trainer.StatusChanged));
        var components = town.Listen(typeof(ComponentStatus));
        var asked = town.NewProbe();
        using (var database = new Database(town.Folder))
        {
            // The writer waits for the lock with a row to write; its failure and the checkpoint wait behind that.
            database.Lock();
            town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
            town.Tell(new CheckpointPublisher.Drain(), asked);
            town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
            town.Tell(new Trainer.TakeCheckpoint());
            town.Tell(new Trainer.Pause());
            await town.Events.FishForMessageAsync<Trainer.StatusChanged>(changed => changed.Status.Paused);
            await town.StatusAsync();
        }

        await town.ReachesAsync(components, Component.CheckpointPublisher, ComponentState.Restarting);
        Assert.Empty(Directory.GetFiles(town.Folder.Checkpoints));

        town.Advance(TimeSpan.FromSeconds(0.5));

        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        using var records = new StoredRecords(town.Folder);
        Assert.Contains(records.Episodes(1, 1000).Episodes, row => row.Outcome.Episode == 900);
    }

    [Fact]
    public async Task Records_that_cannot_be_written_keep_no_checkpoint_from_being_written()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true }, typeof(CheckpointPublisher.Published), typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        using var database = new Database(town.Folder);
        database.HideEpisodes();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));

        town.Tell(new Trainer.TakeCheckpoint());

        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        Assert.Equal(ComponentState.Ready, (await town.StatusOfAsync(Component.CheckpointPublisher)).State);
        database.ShowEpisodes();
    }

    [Fact]
    public async Task Checkpoint_that_nobody_can_write_at_the_moment_is_written_by_the_next_publisher()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus), typeof(CheckpointPublisher.Published));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
        await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Restarting);

        town.Tell(new Trainer.TakeCheckpoint());
        await TrainerIsDoneAsync(town);
        Assert.Empty(Directory.GetFiles(town.Folder.Checkpoints));

        town.Advance(TimeSpan.FromSeconds(0.5));

        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        await town.PublisherIsDoneAsync();
        Assert.Single(Directory.GetFiles(town.Folder.Checkpoints));
    }

    [Fact]
    public async Task Checkpoint_in_the_hands_of_a_publisher_that_fails_is_written_by_the_next()
    {
        using var writes = new SemaphoreSlim(0);
        using var goesOn = new SemaphoreSlim(0);
        await using var town = await RunningTown.StartAsync(
            new TownSetup
            {
                ManualTime = true,
                Paused = true,
                OnEvent = _ =>
                {
                    writes.Release();
                    goesOn.Wait();
                },
            },
            typeof(CheckpointPublisher.Published));
        var components = town.Listen(typeof(ComponentStatus));
        town.Tell(new Trainer.TakeCheckpoint());
        await writes.WaitAsync();

        // It is busy with the first, so it receives its failure before the second.
        town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
        town.Tell(new Trainer.TakeCheckpoint());
        await TrainerIsDoneAsync(town);
        goesOn.Release();
        await town.ReachesAsync(components, Component.CheckpointPublisher, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));

        Assert.True(await writes.WaitAsync(TimeSpan.FromSeconds(20)));
        // This is the last checkpoint of the run.
        goesOn.Release(2);
    }

    /// <summary>Returns when the paused trainer has handled all earlier messages.</summary>
    private static async Task TrainerIsDoneAsync(RunningTown town)
    {
        var statuses = town.Listen(typeof(Trainer.StatusChanged));
        town.Tell(new Trainer.Pause());
        await statuses.ExpectMsgAsync<Trainer.StatusChanged>();
        await town.StatusAsync();
    }

    private static Checkpoint Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Checkpoint.Read(stream);
    }
}
