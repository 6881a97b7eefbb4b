using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Tests.Supervision;

public class SupervisorFailureTests
{
    [Fact]
    public async Task Supervisor_that_fails_ends_the_run_in_order_with_exit_code_1_and_its_last_life_in_the_last_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Launcher = new FakeLauncher() }, typeof(ComponentStatus), typeof(Announcement), typeof(Trainer.EpisodeCompleted)))
        {
            town.Tell(new Supervisor.ServerListening());
            await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);
            await town.Events.FishForMessageAsync<Trainer.EpisodeCompleted>(_ => true);
            var stopped = town.Listen(typeof(ComponentStatus));

            town.Tell(new FaultSwitch.Trip(Component.Supervisor));

            await town.System.WhenTerminated;
            var ended = Assert.IsType<RunEnded>(town.Shutdown.ShutdownReason);
            Assert.Equal((1, "The supervisor failed: The fault switch of the supervisor was tripped."), (ended.ExitCode, ended.Explanation));
            foreach (var (_, component) in ShutdownPhases.InOrder)
            {
                Assert.Equal(component, (await stopped.FishForMessageAsync<ComponentStatus>(status => status.State == ComponentState.Stopped)).Component);
            }

            Assert.Equal(
                AnnouncementSeverity.Error,
                (await town.Events.FishForMessageAsync<Announcement>(said => said.Text == $"{ended.Explanation} The run ends; records and checkpoints are kept.")).Severity);
        }

        using var records = new StoredRecords(run);
        var last = records.Episodes(1, 0).Last;
        Assert.True(last > 0);
        Assert.Contains($"checkpoint_ep{last:D5}.safetensors", Directory.GetFiles(run.Checkpoints).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Supervisor_that_fails_again_while_the_run_ends_holds_nobody_up()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Pack = Packs.Endless }, typeof(ComponentStatus), typeof(CheckpointPublisher.Published));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new FaultSwitch.Trip(Component.Supervisor));
        town.Tell(new Trainer.Pause());
        town.Tell(new FaultSwitch.Trip(Component.Supervisor));
        town.Tell(new FaultSwitch.Trip(Component.Supervisor));

        await town.System.WhenTerminated;

        Assert.Equal(1, town.Shutdown.ShutdownReason.ExitCode);
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("checkpoint-publisher-keeper")]
    public async Task What_the_supervisor_stands_on_fails_with_it_and_the_run_ends_in_order_with_exit_code_1(string name)
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Pack = Packs.Endless }, typeof(ComponentStatus), typeof(CheckpointPublisher.Published));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        var stopped = town.Listen(typeof(ComponentStatus));
        town.Tell(new Trainer.Pause());

        var child = town.System.ActorSelection(town.Supervisor.Path / name);
        child.Tell(new RunMemory.Recall(Component.Supervisor));
        child.Tell(new CheckpointPublisher.Settled(null!, IsWritten: false));

        await town.System.WhenTerminated;
        Assert.Equal(1, town.Shutdown.ShutdownReason.ExitCode);
        Assert.StartsWith("The supervisor failed: ", Assert.IsType<RunEnded>(town.Shutdown.ShutdownReason).Explanation, StringComparison.Ordinal);
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        foreach (var component in (Component[])[Component.Trainer, Component.CheckpointPublisher, Component.Inference])
        {
            await stopped.FishForMessageAsync<ComponentStatus>(status => status.Component == component && status.State == ComponentState.Stopped);
        }
    }
}
