using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Tests.Supervision;

public class HangTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _filesLimit = TimeSpan.FromSeconds(60);

    /// <summary>What an instance did just before it hung may count as a sign of life once more.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromSeconds(4);

    public static TheoryData<Component> Components { get; } =
        [Component.CheckpointPublisher, Component.Viewers, Component.Trainer, Component.Inference, Component.Frontend];

    [Theory]
    [MemberData(nameof(Components))]
    public async Task Component_that_hangs_is_named_left_behind_and_replaced(Component component)
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless, Launcher = new FakeLauncher() }, typeof(ComponentStatus));
        town.Tell(new Supervisor.ServerListening());
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);
        var announcements = town.Listen(typeof(Announcement));
        var limit = component is Component.CheckpointPublisher or Component.Trainer ? _filesLimit : _limit;

        await town.HangAsync(component);
        await town.PassAsync(limit - TimeSpan.FromSeconds(1), silent: component);
        Assert.Equal(ComponentState.Ready, (await town.StatusOfAsync(component)).State);
        await town.PassAsync(_slack, silent: component);

        var down = await town.ReachesAsync(town.Events, component, ComponentState.Restarting);
        Assert.EndsWith($"has not answered for {limit.TotalSeconds} s: it hangs.", down.Detail, StringComparison.Ordinal);
        var said = await announcements.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning);
        Assert.Equal((component, $"{down.Detail} Restarting it in 0.5 s."), (said.Component, said.Text));
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(town.Events, component, ComponentState.Ready);
        Assert.Equal(1, (await town.StatusOfAsync(component)).Restarts);
        await town.PassAsync(_filesLimit * 2);
        Assert.All((await town.StatusAsync()).Components, status => Assert.Equal((ComponentState.Ready, status.Component == component ? 1 : 0), (status.State, status.Restarts)));
    }

    [Fact]
    public async Task Components_that_work_or_are_held_never_hang()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true }, typeof(ComponentStatus), typeof(Trainer.EpisodeCompleted));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        for (var minute = 0; minute < 3; minute++)
        {
            town.Tell(minute == 1 ? new Inference.Pause() : new Inference.Play());
            await town.InferenceIsDoneAsync();
            for (var second = 0; second < 60; second++)
            {
                // A real trainer has a second for a slice between two questions.
                await town.Listen(typeof(Trainer.EpisodeCompleted)).ExpectMsgAsync<Trainer.EpisodeCompleted>();
                await town.PassAsync(TimeSpan.FromSeconds(1));
            }
        }

        Assert.All((await town.StatusAsync()).Components, status => Assert.Equal((ComponentState.Ready, 0), (status.State, status.Restarts)));
    }

    [Fact]
    public async Task Process_that_stood_still_for_an_hour_blames_nobody()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);

        for (var sleep = 0; sleep < 5; sleep++)
        {
            town.Advance(TimeSpan.FromHours(1));
            await town.StatusAsync();
        }

        await town.PassAsync(TimeSpan.FromSeconds(3));
        Assert.All((await town.StatusAsync()).Components, status => Assert.Equal((ComponentState.Ready, 0), (status.State, status.Restarts)));
    }

    [Fact]
    public Task Trainer_that_hung_and_wakes_tells_nothing_and_every_episode_is_recorded_once() => LostTrainer.IsReplacedAsync(
        async town =>
        {
            await town.HangAsync(Component.Trainer);
            await town.PassAsync(_filesLimit + _slack, silent: Component.Trainer);
        },
        afterwards: town => town.ReleaseHanging());

    [Fact]
    public async Task Writer_that_hung_and_wakes_writes_nothing_and_no_episode_is_lost()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        var hung = await town.System.ActorSelection(town.Supervisor.Path / "checkpoint-publisher").ResolveOne(TimeSpan.FromSeconds(20));
        var watcher = town.NewProbe();
        await watcher.WatchAsync(hung);
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        await town.HangAsync(Component.CheckpointPublisher);
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        await town.PassAsync(_filesLimit + _slack, silent: Component.CheckpointPublisher);
        await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Ready);
        town.Publish(new Trainer.Started(ResumedFrom: 900));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(902)));

        town.ReleaseHanging();
        await watcher.ExpectTerminatedAsync(hung);

        await town.WriterIsDoneAsync();
        using var records = new StoredRecords(town.Folder);
        Assert.Equal([900, 902], records.Episodes(1, 100).Episodes.Select(row => row.Outcome.Episode));
    }

    [Fact]
    public async Task Checkpoint_that_a_hanging_publisher_had_in_hand_is_written_by_the_next()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus), typeof(CheckpointPublisher.Published));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        await town.HangAsync(Component.CheckpointPublisher);
        town.Tell(new Trainer.TakeCheckpoint());
        await town.PassAsync(_filesLimit + _slack, silent: Component.CheckpointPublisher);
        await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));

        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        town.ReleaseHanging();
        await town.PublisherIsDoneAsync();
        Assert.Single(Directory.GetFiles(town.Folder.Checkpoints));
    }

    [Fact]
    public async Task Viewers_of_a_hanging_room_are_let_go_and_can_join_the_next()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        var viewer = await town.JoinAsync();
        await town.HangAsync(Component.Viewers);

        await town.PassAsync(_limit + _slack, silent: Component.Viewers);

        await viewer.Reports.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(town.Events, Component.Viewers, ComponentState.Ready);
        var again = await town.JoinAsync();
        await again.ExpectAsync("connected");
    }

    [Fact]
    public async Task Process_of_a_hanging_page_is_ended()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless, Launcher = new FakeLauncher() }, typeof(ComponentStatus));
        town.Tell(new Supervisor.ServerListening());
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);
        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);

        await town.HangAsync(Component.Frontend);
        await town.PassAsync(_limit + _slack, silent: Component.Frontend);

        await town.Frontend.FishForMessageAsync<FakeProcess.Disposed>(disposed => disposed.Process == process);
    }

    [Fact]
    public async Task Component_of_which_too_many_instances_hang_is_given_up()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless, Hocon = "townlet.supervision.window = 1 s" }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        for (var instance = 1; instance <= 4; instance++)
        {
            await town.HangAsync(Component.Inference);
            await town.PassAsync(_limit + _slack, silent: Component.Inference);
            await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
            town.Advance(TimeSpan.FromSeconds(0.5));
            await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        }

        await town.HangAsync(Component.Inference);
        await town.PassAsync(_limit + _slack, silent: Component.Inference);

        var status = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Failed);
        Assert.Contains("So do 4 that were started before it", status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutdown_leaves_a_hanging_trainer_behind_and_says_what_is_not_saved()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless },
            typeof(ComponentStatus),
            typeof(Announcement),
            typeof(CheckpointPublisher.Published));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new Trainer.TakeCheckpoint());
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        await town.HangAsync(Component.Trainer);
        var phase = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Trainer), phase);

        await town.PassAsync(_filesLimit + _slack, silent: Component.Trainer);

        var said = await town.Events.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Error);
        Assert.Equal("While stopping: Trainer has not answered for 60 s: it hangs. What was trained after checkpoint_ep00000 is not saved.", said.Text);
        await phase.ExpectMsgAsync<Supervisor.Stopped>();
        town.ReleaseHanging();
        await town.StopAsync();
        Assert.Single(Directory.GetFiles(town.Folder.Checkpoints));
    }
}
