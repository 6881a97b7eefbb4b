using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;

namespace Townlet.Actors.Tests.Supervision;

public class StartTests
{
    [Fact]
    public async Task Components_start_in_order_and_each_waits_for_the_one_before()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Launcher = new FakeLauncher() }, typeof(ComponentStatus), typeof(Supervisor.Operational));
        town.Tell(new Supervisor.ServerListening());

        foreach (var component in (Component[])[Component.CheckpointPublisher, Component.Viewers, Component.Trainer, Component.Inference, Component.Frontend])
        {
            foreach (var state in (ComponentState[])[ComponentState.Starting, ComponentState.Ready])
            {
                var status = await town.Events.ExpectMsgAsync<ComponentStatus>();
                Assert.Equal((component, state, 0), (status.Component, status.State, status.Restarts));
            }
        }

        await town.Events.ExpectMsgAsync<Supervisor.Operational>();
    }

    [Fact]
    public async Task Page_waits_for_the_server_and_operational_is_said_once_with_its_address()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Launcher = new FakeLauncher() }, typeof(ComponentStatus), typeof(Supervisor.Operational));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        Assert.Equal(ComponentState.Starting, (await town.StatusOfAsync(Component.Frontend)).State);
        Assert.False(town.Frontend.HasMessages);

        town.Tell(new Supervisor.ServerListening());

        var process = await town.Frontend.ExpectMsgAsync<FakeProcess>();
        var operational = await town.Events.FishForMessageAsync<Supervisor.Operational>(_ => true);
        Assert.Equal(new Uri($"http://localhost:{process.Port}"), operational.PageAddress);

        town.Tell(new Supervisor.ServerListening());
        await town.StatusAsync();
        Assert.False(town.Events.HasMessages);
    }

    [Fact]
    public async Task Without_a_page_the_system_is_operational_once_the_server_listens()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Paused = true }, typeof(Supervisor.Operational), typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        Assert.False(town.Events.HasMessages);

        town.Tell(new Supervisor.ServerListening());

        var operational = await town.Events.ExpectMsgAsync<Supervisor.Operational>();
        Assert.Null(operational.PageAddress);
        Assert.True((await town.StatusAsync()).IsReady);
    }

    [Fact]
    public async Task Training_alone_has_no_inference_no_viewers_and_no_page_and_waits_for_no_server()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Serves = false, Launcher = new FakeLauncher(), Pack = Packs.Endless }, typeof(Supervisor.Operational), typeof(Announcement));

        var announced = new List<Announcement>();
        await town.Events.FishForMessageAsync(message =>
        {
            if (message is Announcement announcement)
            {
                announced.Add(announcement);
            }

            return message is Supervisor.Operational { PageAddress: null };
        });

        Assert.All(announced, announcement => Assert.Equal(Component.Trainer, announcement.Component));
        Assert.Equal(
            [Component.CheckpointPublisher, Component.Trainer],
            (await town.StatusAsync()).Components.Select(status => status.Component));
    }

    [Fact]
    public async Task Page_that_comes_back_before_it_ever_answered_holds_back_operational()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Launcher = new FakeLauncher(), Page = new FakeProbe { Answers = false }, Paused = true, ManualTime = true },
            typeof(Supervisor.Operational), typeof(ComponentStatus));
        town.Tell(new Supervisor.ServerListening());
        (await town.Frontend.ExpectMsgAsync<FakeProcess>()).End();

        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Restarting);

        Assert.False(town.Events.HasMessages);
    }
}
