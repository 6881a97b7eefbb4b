using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;
using Townlet.Actors.Wire;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Tests.Supervision;

public class RestartTests
{
    [Fact]
    public async Task Failed_inference_comes_back_after_half_a_second_and_then_after_one_while_training_goes_on()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);

        foreach (var (delay, restarts) in new[] { (0.5, 1), (1.0, 2) })
        {
            town.Tell(new FaultSwitch.Trip(Component.Inference));
            var failed = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
            Assert.Equal(restarts, failed.Restarts);
            Assert.Contains("fault switch", failed.Detail, StringComparison.Ordinal);
            Assert.Equal(failed.Since.Ticks + TimeSpan.FromSeconds(delay).Ticks, failed.RetryAt);

            town.Advance(TimeSpan.FromSeconds(delay) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(ComponentState.Restarting, (await town.StatusOfAsync(Component.Inference)).State);
            Assert.False(town.Events.HasMessages);

            var episodes = town.Listen(typeof(Trainer.EpisodeCompleted));
            await episodes.ExpectMsgAsync<Trainer.EpisodeCompleted>();

            town.Advance(TimeSpan.FromMilliseconds(1));
            var back = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
            Assert.Equal(restarts, back.Restarts);
            Assert.Equal(failed.RetryAt, back.Since.Ticks);
            Assert.Null(back.RetryAt);
        }

        var trainer = await town.StatusOfAsync(Component.Trainer);
        Assert.Equal((ComponentState.Ready, 0), (trainer.State, trainer.Restarts));
    }

    [Fact]
    public async Task Component_that_fails_again_before_it_is_back_is_down_since_its_first_failure()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new FaultSwitch.Trip(Component.Inference));
        var first = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.4));
        // Without a publisher it waits for the list of policies, and can fail again before it is ready.
        town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
        await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.1));
        await town.StatusAsync();

        town.Tell(new FaultSwitch.Trip(Component.Inference));

        var second = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        Assert.Equal((2, first.Since, first.RetryAt + TimeSpan.TicksPerSecond), (second.Restarts, second.Since, second.RetryAt));
    }

    [Fact]
    public async Task Inference_that_fails_five_times_within_a_minute_is_given_up_and_the_run_goes_on()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true }, typeof(ComponentStatus), typeof(Announcement));
        await FailAsync(town, Component.Inference, times: 4);

        town.Tell(new FaultSwitch.Trip(Component.Inference));

        var status = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Failed);
        Assert.Contains("given up", status.Detail, StringComparison.Ordinal);
        await town.Listen(typeof(Trainer.EpisodeCompleted)).ExpectMsgAsync<Trainer.EpisodeCompleted>();
        town.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ComponentState.Failed, (await town.StatusOfAsync(Component.Inference)).State);
        Assert.Null(town.Shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Trainer_that_fails_five_times_within_a_minute_ends_the_run_with_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Folder = run }, typeof(ComponentStatus), typeof(CheckpointPublisher.Published)))
        {
            await town.ReachesAsync(town.Events, Component.Trainer, ComponentState.Ready);
            town.Tell(new Trainer.TakeCheckpoint());
            await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
            await FailAsync(town, Component.Trainer, times: 4);

            town.Tell(new FaultSwitch.Trip(Component.Trainer));

            await town.System.WhenTerminated;
            var ended = Assert.IsType<RunEnded>(town.Shutdown.ShutdownReason);
            Assert.Equal(1, ended.ExitCode);
            Assert.Contains("given up", ended.Explanation, StringComparison.Ordinal);
        }

        Assert.NotEmpty(Directory.GetFiles(run.Checkpoints));
        using var records = new StoredRecords(run);
        Assert.NotEmpty(records.Episodes(1, 10).Episodes);
    }

    [Fact]
    public Task Failed_trainer_goes_on_from_its_newest_checkpoint_and_every_episode_is_recorded_once() => LostTrainer.IsReplacedAsync(town =>
    {
        town.Tell(new FaultSwitch.Trip(Component.Trainer));
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Trainer_that_failed_while_it_was_paused_comes_back_paused()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus));

        town.Tell(new FaultSwitch.Trip(Component.Trainer));

        await town.ReachesAsync(town.Events, Component.Trainer, ComponentState.Restarting);
        var statuses = town.Listen(typeof(Trainer.StatusChanged));
        town.Advance(TimeSpan.FromSeconds(0.5));
        await statuses.FishForMessageAsync<Trainer.StatusChanged>(changed => changed.Status.Paused);
    }

    [Fact]
    public async Task Inference_that_comes_back_plays_on_as_it_was_told_to()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus), typeof(Inference.PolicyLoaded));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new Inference.ToggleAutoCheckpoint());
        town.Tell(new Trainer.TakeCheckpoint());
        await town.PublisherIsDoneAsync();
        town.Tell(new Inference.SetSpeed(4));
        town.Tell(new Inference.Pause());
        await town.InferenceIsDoneAsync();

        var came = town.Listen(typeof(Inference.PolicyLoaded), typeof(Inference.PlaybackChanged));
        town.Tell(new FaultSwitch.Trip(Component.Inference));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal("untrained", (await came.FishForMessageAsync<Inference.PolicyLoaded>(_ => true)).Policy.Name);
        Assert.Equal(new Inference.PlaybackChanged(Playing: false, Speed: 4, AutoCheckpoint: false), await came.ExpectMsgAsync<Inference.PlaybackChanged>());
    }

    [Fact]
    public async Task Inference_that_comes_back_is_untrained_again_where_a_viewer_chose_that()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus), typeof(Inference.PolicyLoaded));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new Trainer.TakeCheckpoint());
        await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(loaded => loaded.Policy.TakenAt is not null);
        town.Tell(new Inference.LoadModel("untrained"));
        Assert.Equal("untrained", (await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(_ => true)).Policy.Name);

        town.Tell(new FaultSwitch.Trip(Component.Inference));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));

        var loaded = await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(_ => true);
        Assert.Equal("untrained", loaded.Policy.Name);
        Assert.Single(loaded.Available);
    }

    [Fact]
    public async Task Inference_that_comes_back_continues_to_count_and_tells_that_a_life_was_thrown_away()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus), typeof(Inference.LifeStarted));
        await town.Events.FishForMessageAsync<Inference.LifeStarted>(started => started.Life is { Episode: 1, AfterCrash: false });
        town.Tell(new Inference.Reset());
        await town.Events.FishForMessageAsync<Inference.LifeStarted>(started => started.Life is { Episode: 2, AfterCrash: false });

        town.Tell(new FaultSwitch.Trip(Component.Inference));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));

        await town.Events.FishForMessageAsync<Inference.LifeStarted>(started => started.Life is { Episode: 3, AfterCrash: true });
        town.Tell(new Inference.Reset());
        await town.Events.FishForMessageAsync<Inference.LifeStarted>(started => started.Life is { Episode: 4, AfterCrash: false });
    }

    [Fact]
    public async Task Life_that_had_ended_before_inference_failed_was_not_thrown_away()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus), typeof(Inference.LifeStarted));
        await town.Events.FishForMessageAsync<Inference.LifeStarted>(_ => true);
        var ended = town.Listen(typeof(Inference.LifeEnded));
        for (var step = 0; step < Packs.Short.Town.MaxSteps && !ended.HasMessages; step++)
        {
            town.Tell(new Inference.Step());
            await town.InferenceIsDoneAsync();
        }

        await ended.ExpectMsgAsync<Inference.LifeEnded>();
        town.Tell(new FaultSwitch.Trip(Component.Inference));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));

        await town.Events.FishForMessageAsync<Inference.LifeStarted>(started => started.Life is { Episode: 2, AfterCrash: false });
    }

    [Fact]
    public async Task Wall_clock_that_jumps_by_a_year_moves_no_restart()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new FaultSwitch.Trip(Component.Inference));
        var first = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);

        town.SetWallClock(TimeSpan.FromDays(365));
        Assert.Equal(0.5, RetrySeconds(first, town));
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new FaultSwitch.Trip(Component.Inference));

        var second = await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        Assert.Equal(1, RetrySeconds(second, town));
    }

    [Fact]
    public async Task Records_that_cannot_be_opened_name_file_and_reason_and_the_run_tells_at_its_end_what_is_lost()
    {
        var setup = new TownSetup
        {
            Episodes = 3,
            BeforeStart = options => File.WriteAllText(options.Folder.MetricsDatabase, new string('x', 5000)),
        };
        await using var town = await RunningTown.StartAsync(setup, typeof(Announcement));

        var given = await town.Events.FishForMessageAsync<Announcement>(said => said.Component == Component.CheckpointPublisher && said.Severity == AnnouncementSeverity.Warning);
        Assert.StartsWith($"{town.Folder.MetricsDatabase} could not be opened: it is not an SQLite database.", given.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("args", given.Text, StringComparison.Ordinal);
        await town.Events.FishForMessageAsync<Announcement>(said => 
            said.Severity == AnnouncementSeverity.Error
            && said.Text.StartsWith($"Lost in this run: 3 episodes from 1 to 3 are not recorded ({town.Folder.MetricsDatabase} could not be opened: it is not an SQLite database.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Question_of_a_starting_trainer_is_asked_again_when_the_publisher_comes_back()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus), typeof(Trainer.Started));
        await town.LoadTrainerAgainAsync(town.Events);
        await town.StatusAsync();
        town.Advance(TimeSpan.FromSeconds(0.4));

        await town.Events.FishForMessageAsync<Trainer.Started>(_ => true);
    }

    [Fact]
    public async Task Who_asks_for_a_component_that_is_down_is_refused_and_its_watcher_sees_why()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus));
        town.Tell(new FaultSwitch.Trip(Component.Viewers));
        await town.ReachesAsync(town.Events, Component.Viewers, ComponentState.Restarting);
        var probe = town.NewProbe();

        town.Tell(new Audience.Join(new FakeViewer(probe)), probe);

        Assert.Contains("viewers", (await probe.ExpectMsgAsync<Supervisor.Refused>()).Reason, StringComparison.Ordinal);

        // So it shows at the edge, where the answer is asked for by its type.
        await Assert.ThrowsAsync<ArgumentException>(() =>
            town.Supervisor.Ask<Audience.Joined>(new Audience.Join(new FakeViewer(probe)), TimeSpan.FromSeconds(20)));
    }

    private static double RetrySeconds(ComponentStatus status, RunningTown town) =>
        ServerStatusMessage.Of(status, town.Time).RetrySeconds!.Value;

    /// <summary>Lets a component fail and restart several times.</summary>
    private static async Task FailAsync(RunningTown town, Component component, int times)
    {
        if ((await town.StatusOfAsync(component)).State is not ComponentState.Ready)
        {
            await town.ReachesAsync(town.Events, component, ComponentState.Ready);
        }

        var statuses = town.Listen(typeof(ComponentStatus));
        for (var time = 0; time < times; time++)
        {
            town.Tell(new FaultSwitch.Trip(component));
            await town.ReachesAsync(statuses, component, ComponentState.Restarting);
            town.Advance(TimeSpan.FromSeconds(4));
            await town.ReachesAsync(statuses, component, ComponentState.Ready);
        }
    }
}
