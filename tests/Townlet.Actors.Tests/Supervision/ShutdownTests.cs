using Akka.TestKit;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;

namespace Townlet.Actors.Tests.Supervision;

public class ShutdownTests
{
    private static readonly Component[] _phases =
        [Component.Trainer, Component.CheckpointPublisher, Component.Inference, Component.Frontend];

    [Fact]
    public async Task Host_that_stops_runs_every_phase_once_and_in_order()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Launcher = new FakeLauncher() }, typeof(ComponentStatus), typeof(CheckpointPublisher.Published));
        town.Tell(new Supervisor.ServerListening());
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);

        await town.StopAsync();
        await town.StopAsync();

        Assert.Equal(_phases, StoppedIn(town.Events));
    }

    [Fact]
    public async Task Training_that_is_done_runs_the_same_phases_and_leaves_its_last_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 5 }, typeof(ComponentStatus));

        await town.System.WhenTerminated;

        Assert.Equal(RunEnded.TrainingDone, town.Shutdown.ShutdownReason);
        Assert.Equal(0, town.Shutdown.ShutdownReason.ExitCode);
        Assert.Equal(_phases.Except([Component.Frontend]), StoppedIn(town.Events));
        Assert.Equal("checkpoint_ep00005.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(run.Checkpoints))));
        Assert.Equal("policy_ep00005.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(run.Policies))));
    }

    [Fact]
    public async Task Training_alone_ends_by_itself_with_its_last_checkpoint_and_says_nothing_of_a_server()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Episodes = 5, Serves = false }, typeof(ComponentStatus), typeof(Announcement));

        await town.System.WhenTerminated;

        Assert.Equal(RunEnded.TrainingDone, town.Shutdown.ShutdownReason);
        var events = new List<object>();
        while (town.Events.HasMessages)
        {
            events.Add(town.Events.ReceiveOne(TimeSpan.Zero));
        }

        Assert.Equal(
            [Component.Trainer, Component.CheckpointPublisher],
            events.OfType<ComponentStatus>().Where(status => status.State == ComponentState.Stopped).Select(status => status.Component));
        Assert.DoesNotContain(events.OfType<Announcement>(), announcement => announcement.Component == Component.Inference);
        Assert.Equal("checkpoint_ep00005.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(run.Checkpoints))));
    }

    [Fact]
    public async Task Run_that_ends_in_order_says_of_nothing_that_it_is_lost()
    {
        for (var run = 0; run < 5; run++)
        {
            await using var town = await RunningTown.StartAsync(new TownSetup { Episodes = 5, Serves = false }, typeof(Announcement));

            await town.System.WhenTerminated;

            while (town.Events.HasMessages)
            {
                Assert.DoesNotContain("Lost", ((Announcement)town.Events.ReceiveOne(TimeSpan.Zero)).Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Host_that_stops_while_training_is_done_runs_the_phases_once()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));

        town.Publish(new Trainer.Completed(0));
        await town.StopAsync();

        Assert.Equal(_phases.Except([Component.Frontend]), StoppedIn(town.Events));
    }

    [Fact]
    public async Task Page_that_never_ends_is_named_and_overrun_and_the_records_are_closed()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup
            {
                Launcher = new FakeLauncher { ProcessesEndWhenAsked = false },
                Hocon = "akka.coordinated-shutdown.phases.townlet-stop-frontend.timeout = 0.2 s",
            },
            typeof(ComponentStatus));
        var announcements = town.Listen(typeof(Announcement));
        town.Tell(new Supervisor.ServerListening());
        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);

        await town.StopAsync();

        Assert.Equal(_phases.Except([Component.Frontend]), StoppedIn(town.Events));
        await town.Frontend.FishForMessageAsync<FakeProcess.Disposed>(disposed => disposed.Process == process);
        await announcements.FishForMessageAsync<Announcement>(said =>
            said.Component == Component.Frontend && said.Severity == AnnouncementSeverity.Warning && said.Text.StartsWith("It did not stop within 0.2 s.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trainer_that_does_not_come_to_an_end_is_named_and_overrun_and_the_records_are_closed()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Pack = Packs.Endless, Hocon = "akka.coordinated-shutdown.phases.townlet-stop-training.timeout = 0.2 s" },
            typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        var announcements = town.Listen(typeof(Announcement));

        await town.StopAsync();

        await announcements.FishForMessageAsync<Announcement>(said =>
            said.Component == Component.Trainer && said.Severity == AnnouncementSeverity.Warning && said.Text.StartsWith("It did not stop within 0.2 s.", StringComparison.Ordinal));
        Assert.Equal([Component.CheckpointPublisher, Component.Inference], StoppedIn(town.Events));
    }

    [Fact]
    public async Task Trainer_that_fails_while_it_finishes_its_episode_holds_nobody_up()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Pack = Packs.Endless }, typeof(ComponentStatus), typeof(Announcement));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        var announcements = town.Listen(typeof(Announcement));
        var stopping = town.StopAsync();
        await announcements.FishForMessageAsync<Announcement>(said => said.Text == "Finishing current episode...");

        town.Tell(new FaultSwitch.Trip(Component.Trainer));

        await stopping;
        Assert.Equal(_phases.Except([Component.Frontend]), StoppedIn(town.Events));
    }

    [Fact]
    public async Task Component_that_waits_to_be_started_again_stays_down()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new FaultSwitch.Trip(Component.Inference));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Restarting);
        var probe = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Trainer), probe);
        await probe.ExpectMsgAsync<Supervisor.Stopped>();

        town.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ComponentState.Restarting, (await town.StatusOfAsync(Component.Inference)).State);
        town.Tell(new Supervisor.Stop(Component.Inference), probe);
        Assert.Equal(Component.Inference, (await probe.ExpectMsgAsync<Supervisor.Stopped>()).Component);
    }

    [Fact]
    public async Task Run_that_ends_while_its_publisher_is_down_leaves_its_last_checkpoint_nevertheless()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Folder = run }, typeof(ComponentStatus)))
        {
            await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
            town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
            await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Restarting);

            await town.StopAsync();
        }

        Assert.Single(Directory.GetFiles(run.Checkpoints));
    }

    [Fact]
    public async Task Stopping_a_component_that_is_not_there_is_answered_at_once()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Paused = true });
        var probe = town.NewProbe();

        town.Tell(new Supervisor.Stop(Component.Frontend), probe);

        Assert.Equal(Component.Frontend, (await probe.ExpectMsgAsync<Supervisor.Stopped>()).Component);
    }

    [Fact]
    public void Failed_run_has_exit_code_1_and_every_other_end_0()
    {
        Assert.Equal(1, RunEnded.Failed("no memory").ExitCode);
        Assert.Equal("no memory", RunEnded.Failed("no memory").Explanation);
        Assert.Equal(0, RunEnded.TrainingDone.ExitCode);
        Assert.Equal(0, RunEnded.Asked.ExitCode);
    }

    private static List<Component> StoppedIn(TestProbe events)
    {
        var stopped = new List<Component>();
        while (events.HasMessages)
        {
            if (events.ReceiveOne(TimeSpan.Zero) is ComponentStatus { State: ComponentState.Stopped } status)
            {
                stopped.Add(status.Component);
            }
        }

        return stopped;
    }
}
