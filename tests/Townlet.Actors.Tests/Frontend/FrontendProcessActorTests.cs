using System.Net;
using System.Net.Sockets;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;

namespace Townlet.Actors.Tests.Frontend;

public class FrontendProcessActorTests
{
    [Fact]
    public async Task Page_is_ready_once_it_loads()
    {
        var page = new FakeProbe { Answers = false };
        await using var town = await StartAsync(new TownSetup { Page = page, Hocon = "townlet.frontend.probe-interval = 1 ms" });
        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        for (var question = 0; question < 3; question++)
        {
            var asked = await town.Frontend.FishForMessageAsync<FakeProbe.Asked>(_ => true);
            Assert.Equal(new Uri($"http://127.0.0.1:{process.Port}"), asked.Page.Address);
        }

        Assert.Equal(ComponentState.Starting, (await town.StatusOfAsync(Component.Frontend)).State);
        page.Answers = true;

        var ready = await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);
        Assert.Equal($"http://localhost:{process.Port}", ready.Detail);
        Assert.Equal(new Uri(ready.Detail), (await town.StatusAsync()).PageAddress);
    }

    [Fact]
    public async Task Process_that_ends_is_started_again_with_its_last_words_as_the_reason()
    {
        await using var town = await StartAsync(new TownSetup { ManualTime = true });
        var first = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);

        first.Print("Segmentation fault");
        first.End();

        var failed = await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Restarting);
        Assert.Contains("Segmentation fault", failed.Detail, StringComparison.Ordinal);
        Assert.Null((await town.StatusAsync()).PageAddress);
        await town.Frontend.FishForMessageAsync<FakeProcess.Disposed>(disposed => disposed.Process == first);
        town.Advance(TimeSpan.FromSeconds(0.5));
        var second = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        Assert.NotSame(first, second);
        Assert.Equal(1, (await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready)).Restarts);
    }

    [Fact]
    public async Task Process_that_keeps_ending_is_given_up_and_the_run_goes_on()
    {
        await using var town = await StartAsync(new TownSetup { ManualTime = true, Page = new FakeProbe { Answers = false } });
        for (var failure = 0; failure < 5; failure++)
        {
            (await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true)).End();
            await town.ReachesAsync(town.Events, Component.Frontend, failure < 4 ? ComponentState.Restarting : ComponentState.Failed);
            town.Advance(TimeSpan.FromSeconds(4));
        }

        await town.Events.FishForMessageAsync<Supervisor.Operational>(_ => true);
        Assert.Null(town.Shutdown.ShutdownReason);
        Assert.Equal(ComponentState.Ready, (await town.StatusOfAsync(Component.Trainer)).State);
    }

    [Fact]
    public async Task Page_that_cannot_run_here_is_reported_once_and_the_run_goes_on_without_it()
    {
        await using var town = await StartAsync(new TownSetup { ManualTime = true, Launcher = new FakeLauncher { Impossible = "npm was not found." } });

        await AssertGoesOnWithoutPageAsync(town, "npm was not found.");
    }

    [Fact]
    public async Task Program_that_cannot_be_started_is_reported_once_and_the_run_goes_on_without_it()
    {
        await using var town = await StartAsync(
            new TownSetup { ManualTime = true, Launcher = new FakeLauncher { StartFailure = new System.ComponentModel.Win32Exception("setsid: no such file") } });

        await AssertGoesOnWithoutPageAsync(town, "setsid: no such file");
    }

    [Fact]
    public async Task Page_that_takes_too_long_is_started_again()
    {
        await using var town = await StartAsync(new TownSetup { ManualTime = true, Page = new FakeProbe { Answers = false } });
        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        process.Print("still bundling");
        await town.Frontend.FishForMessageAsync<FakeProbe.Asked>(_ => true);

        town.Advance(TimeSpan.FromSeconds(30));

        var failed = await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Restarting);
        Assert.Contains("did not load", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("/src/main.ts is answered by 404", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("still bundling", failed.Detail, StringComparison.Ordinal);
        await town.Frontend.FishForMessageAsync<FakeProcess.Disposed>(disposed => disposed.Process == process);
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
    }

    [Fact]
    public async Task Stopping_asks_the_process_to_end_and_waits_until_it_has()
    {
        await using var town = await StartAsync(new TownSetup { Launcher = new FakeLauncher { ProcessesEndWhenAsked = false } });
        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);

        var stopping = town.StopAsync();

        await town.Frontend.FishForMessageAsync<FakeProcess.Asked>(asked => asked.Process == process);
        Assert.Equal(ComponentState.Ready, (await town.StatusOfAsync(Component.Frontend)).State);
        process.End();
        await town.Events.FishForMessageAsync<ComponentStatus>(status => status is { Component: Component.Frontend, State: ComponentState.Stopped });
        await stopping;
    }

    [Fact]
    public async Task Taken_port_makes_the_page_move_on_to_the_next_free_one()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var town = await StartAsync(new TownSetup { FrontendPort = port });

        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);

        Assert.InRange(process.Port, port + 1, port + 100);
        var said = await town.Events.FishForMessageAsync<Announcement>(said => said.Text.Contains("is taken", StringComparison.Ordinal));
        Assert.Contains($"{port}", said.Text, StringComparison.Ordinal);
        Assert.Contains($"{process.Port}", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_another_program_took_before_the_page_could_is_left_to_it()
    {
        await using var town = await StartAsync(new TownSetup { ManualTime = true, Page = new FakeProbe { Answers = false } });
        var first = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        using var holder = new TcpListener(IPAddress.Loopback, first.Port);
        holder.Start();

        first.End();

        var second = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        Assert.InRange(second.Port, first.Port + 1, first.Port + 100);
        Assert.Equal(0, (await town.StatusOfAsync(Component.Frontend)).Restarts);
    }

    [Fact]
    public async Task Page_that_leaves_its_checks_unanswered_is_killed_and_restarted()
    {
        await using var town = await StartAsync(new TownSetup { ManualTime = true, Page = new FakeProbe { Hangs = true } });
        var process = await town.Frontend.FishForMessageAsync<FakeProcess>(_ => true);
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);
        for (var check = 0; check < 3; check++)
        {
            town.Advance(TimeSpan.FromSeconds(5));
            await town.Frontend.FishForMessageAsync<FakeProbe.Checked>(_ => true);
        }

        Assert.Equal(ComponentState.Ready, (await town.StatusOfAsync(Component.Frontend)).State);
        town.Advance(TimeSpan.FromSeconds(5));

        var failed = await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Restarting);
        Assert.Contains("left 3 checks in a row unanswered", failed.Detail, StringComparison.Ordinal);
        await town.Frontend.FishForMessageAsync<FakeProcess.Disposed>(disposed => disposed.Process == process);
        town.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(1, (await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready)).Restarts);
    }

    [Fact]
    public async Task Page_that_answers_its_checks_now_and_then_is_left_alone()
    {
        var page = new FakeProbe();
        await using var town = await StartAsync(new TownSetup { ManualTime = true, Page = page });
        await town.ReachesAsync(town.Events, Component.Frontend, ComponentState.Ready);
        for (var check = 0; check < 12; check++)
        {
            page.Answers = check % 2 == 1;
            town.Advance(TimeSpan.FromSeconds(5));
            await town.Frontend.FishForMessageAsync<FakeProbe.Checked>(_ => true);
        }

        var status = await town.StatusOfAsync(Component.Frontend);
        Assert.Equal((ComponentState.Ready, 0), (status.State, status.Restarts));
    }

    private static async Task<RunningTown> StartAsync(TownSetup setup)
    {
        var town = await RunningTown.StartAsync(
            setup with { Paused = true, Launcher = setup.Launcher ?? new FakeLauncher() },
            typeof(ComponentStatus), typeof(Announcement), typeof(Supervisor.Operational));
        town.Tell(new Supervisor.ServerListening());
        return town;
    }

    private static async Task AssertGoesOnWithoutPageAsync(RunningTown town, string reason)
    {
        var warning = await town.Events.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning);
        Assert.Contains(reason, warning.Text, StringComparison.Ordinal);
        Assert.Equal(ComponentState.Failed, (await town.Events.ExpectMsgAsync<ComponentStatus>()).State);
        Assert.Null((await town.Events.ExpectMsgAsync<Supervisor.Operational>()).PageAddress);

        town.Advance(TimeSpan.FromHours(1));
        await town.StatusAsync();
        while (town.Events.HasMessages)
        {
            Assert.NotEqual(Component.Frontend, (await town.Events.ReceiveOneAsync(TimeSpan.Zero) as ComponentStatus)?.Component);
        }

        Assert.Null(town.Shutdown.ShutdownReason);
    }
}
