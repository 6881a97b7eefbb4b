using System.Net.WebSockets;
using System.Text.Json;
using Akka.Actor;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;
using Townlet.Learning.Evaluation;

namespace Townlet.Actors.Tests.Viewers;

public class AudienceActorTests
{
    [Fact]
    public async Task Viewer_who_joins_is_told_how_things_stand_before_anything_else()
    {
        await using var town = await StartIdleAsync();

        var viewer = await town.JoinAsync();

        var connected = await viewer.ExpectAsync();
        Assert.Equal("connected", connected.GetProperty("type").GetString());
        Assert.True(connected.GetProperty("training").GetProperty("paused").GetBoolean());
        var components = connected.GetProperty("components").EnumerateArray()
            .ToDictionary(component => component.GetProperty("component").GetString()!, component => component.GetProperty("state").GetString());
        Assert.Equal(["checkpoint-publisher", "inference", "trainer", "viewers"], components.Keys.Order());
        Assert.All(components.Values, state => Assert.Equal("ready", state));
        Assert.Equal("episode_start", (await viewer.ExpectAsync()).GetProperty("type").GetString());
        Assert.Equal("state_update", (await viewer.ExpectAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Commands_reach_inference_and_training_and_everybody_hears_what_came_of_them()
    {
        await using var town = await StartIdleAsync();
        var one = await town.JoinAsync();
        var other = await town.JoinAsync();

        one.Says("""{"command": "set_speed", "speed": 3}""");
        foreach (var viewer in (FakeViewer[])[one, other])
        {
            Assert.Equal(3, (await viewer.ExpectAsync("playback")).GetProperty("speed").GetDouble());
        }

        other.Says("""{"command": "resume_training"}""");
        await one.ExpectAsync("resumed");
        one.Says("""{"command": "pause_training"}""");
        await other.ExpectAsync("paused");
        await one.ExpectAsync("training_status", status => status.GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task Test_of_generalisation_is_told_to_everybody()
    {
        await using var town = await StartIdleAsync();
        var viewer = await town.JoinAsync();

        town.Publish(Lives.Test(9));

        Assert.Equal(9, (await viewer.ExpectAsync("generalization_tested")).GetProperty("episode").GetInt32());
    }

    [Fact]
    public async Task Fault_is_answered_to_its_sender_alone_who_stays()
    {
        await using var town = await StartIdleAsync();
        var one = await town.JoinAsync();
        var other = await town.JoinAsync();

        one.Says("fly!");
        one.Actor.Tell(new Viewer.ReceivedUnusable("Only text messages are understood here."), ActorRefs.NoSender);
        one.Says("""{"command": "load_model", "model": "policy_ep99999"}""");

        Assert.Contains("not JSON", Text(await one.ExpectAsync("error")), StringComparison.Ordinal);
        Assert.Contains("Only text", Text(await one.ExpectAsync("error")), StringComparison.Ordinal);
        Assert.Contains("policy_ep99999", Text(await one.ExpectAsync("error")), StringComparison.Ordinal);
        one.Says("""{"command": "step"}""");
        await one.ExpectAsync("state_update", frame => frame.GetProperty("step").GetInt32() == 1);
        await AssertNoErrorUntilAsync(other, "state_update", frame => frame.GetProperty("step").GetInt32() == 1);
        Assert.Equal(2, (await town.StatusAsync()).Viewers);
    }

    [Fact]
    public async Task Viewer_stays_while_inference_fails_is_refused_meanwhile_and_sees_the_next_life()
    {
        await using var town = await StartIdleAsync();
        var viewer = await town.JoinAsync();
        await viewer.ExpectAsync("state_update");
        var events = town.Listen(typeof(ComponentStatus));
        town.Tell(new FaultSwitch.Trip(Component.Inference));
        await town.ReachesAsync(events, Component.Inference, ComponentState.Restarting);
        await viewer.ExpectAsync("server_status", status => status.GetProperty("state").GetString() == "restarting");

        viewer.Says("""{"command": "play"}""");

        Assert.Contains("not running", Text(await viewer.ExpectAsync("error")), StringComparison.Ordinal);
        town.Advance(TimeSpan.FromSeconds(0.5));
        await viewer.ExpectAsync("episode_start");
        await viewer.ExpectAsync("state_update");
        Assert.Equal(1, (await town.StatusAsync()).Viewers);
    }

    [Fact]
    public async Task Viewer_who_never_reads_delays_nobody()
    {
        await using var town = await StartIdleAsync();
        var stuck = await town.JoinAsync(reads: false);
        var viewer = await town.JoinAsync();
        await viewer.ExpectAsync("state_update");

        for (var step = 1; step <= 50; step++)
        {
            town.Tell(new Inference.Step());
            await viewer.ExpectAsync("state_update", frame => frame.GetProperty("step").GetInt32() == step);
        }

        await stuck.ExpectAsync("connected");
        Assert.False(stuck.Reports.HasMessages);
        Assert.Equal(2, (await town.StatusAsync()).Viewers);
    }

    [Fact]
    public async Task Burst_of_messages_reaches_a_viewer_whole_although_its_stream_is_held_up()
    {
        const int Burst = 3000;
        using var gate = new ManualResetEventSlim();
        await using var town = await StartIdleAsync();
        var viewer = await town.JoinAsync(new FakeViewer(town.NewProbe()) { OnSend = gate.Wait });
        for (var number = 1; number <= Burst; number++)
        {
            town.Publish(new Trainer.StageChanged(Lives.Transition(number)));
        }

        // When the viewers' actor answers the next viewer, all messages are on their way.
        var next = await town.JoinAsync();
        await next.ExpectAsync("connected");
        gate.Set();

        for (var number = 1; number <= Burst; number++)
        {
            Assert.Equal(number, (await viewer.ExpectAsync("stage_changed")).GetProperty("episode").GetInt32());
        }
    }

    [Fact]
    public async Task Viewer_who_leaves_too_much_unread_is_disconnected()
    {
        await using var town = await StartIdleAsync("townlet.viewers.messages-kept = 50");
        var stuck = await town.JoinAsync(reads: false);
        var viewer = await town.JoinAsync();
        var counts = town.Listen(typeof(Audience.CountChanged));
        for (var number = 1; number <= 100; number++)
        {
            town.Publish(new Trainer.StageChanged(Lives.Transition(number)));
            await viewer.ExpectAsync("stage_changed");
        }

        await stuck.Reports.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
        Assert.Equal(1, (await counts.ExpectMsgAsync<Audience.CountChanged>()).Count);
    }

    [Fact]
    public async Task Viewer_who_leaves_is_no_longer_counted()
    {
        await using var town = await StartIdleAsync();
        var counts = town.Listen(typeof(Audience.CountChanged));
        var viewer = await town.JoinAsync();
        Assert.Equal(1, (await counts.ExpectMsgAsync<Audience.CountChanged>()).Count);

        viewer.Actor.Tell(new Viewer.Left(), ActorRefs.NoSender);

        Assert.Equal(0, (await counts.ExpectMsgAsync<Audience.CountChanged>()).Count);
    }

    [Fact]
    public async Task Every_viewer_is_told_goodbye_before_inference_counts_as_stopped()
    {
        await using var town = await StartIdleAsync();
        var patient = await town.JoinAsync(new FakeViewer(town.NewProbe()) { AnswersGoodbye = false });
        var quick = await town.JoinAsync();
        var probe = town.NewProbe();

        town.Tell(new Supervisor.Stop(Component.Inference), probe);

        await patient.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(told => told.Status == WebSocketCloseStatus.EndpointUnavailable);
        await quick.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(told => told.Status == WebSocketCloseStatus.EndpointUnavailable);
        await quick.Reports.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
        await town.StatusAsync();
        Assert.False(probe.HasMessages);
        patient.SayGoodbye();
        Assert.Equal(Component.Inference, (await probe.ExpectMsgAsync<Supervisor.Stopped>()).Component);
        Assert.Equal(0, (await town.StatusAsync()).Viewers);
    }

    [Fact]
    public async Task Nothing_that_happens_after_the_goodbye_cuts_it_short()
    {
        await using var town = await StartIdleAsync();
        var viewer = await town.JoinAsync(new FakeViewer(town.NewProbe()) { AnswersGoodbye = false });
        var asked = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Inference), asked);
        await viewer.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(_ => true);
        var gone = town.NewProbe();
        await gone.WatchAsync(viewer.Actor);

        // A socket takes nothing after its goodbye. A message would end the connection before the answer is there.
        for (var number = 1; number <= 100; number++)
        {
            town.Publish(new Trainer.StageChanged(Lives.Transition(number)));
            viewer.Says("fly!");
        }

        var late = await town.JoinAsync();
        await late.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(_ => true);
        while (viewer.Reports.HasMessages)
        {
            Assert.IsNotType<FakeViewer.Aborted>(await viewer.Reports.ReceiveOneAsync(TimeSpan.Zero));
        }

        Assert.False(gone.HasMessages);
        viewer.SayGoodbye();
        await gone.ExpectTerminatedAsync(viewer.Actor);
        await asked.ExpectMsgAsync<Supervisor.Stopped>();
    }

    [Fact]
    public async Task Viewer_who_joins_while_the_others_are_told_goodbye_is_told_so_too()
    {
        await using var town = await StartIdleAsync();
        var patient = await town.JoinAsync(new FakeViewer(town.NewProbe()) { AnswersGoodbye = false });
        var probe = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Inference), probe);
        await patient.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(_ => true);

        var late = await town.JoinAsync();

        await late.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(_ => true);
        await late.Reports.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
        patient.SayGoodbye();
        await probe.ExpectMsgAsync<Supervisor.Stopped>();
        var later = await town.JoinAsync();
        await later.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(_ => true);
    }

    [Fact]
    public async Task Viewers_who_are_lost_while_they_are_told_goodbye_hold_nobody_up()
    {
        await using var town = await StartIdleAsync();
        var patient = await town.JoinAsync(new FakeViewer(town.NewProbe()) { AnswersGoodbye = false });
        var probe = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Inference), probe);
        await patient.Reports.FishForMessageAsync<FakeViewer.ToldGoodbye>(_ => true);

        town.Tell(new FaultSwitch.Trip(Component.Viewers));

        await probe.ExpectMsgAsync<Supervisor.Stopped>();
        await patient.Reports.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
    }

    [Fact]
    public async Task Viewers_who_join_as_the_viewers_actor_fails_are_not_left_hanging()
    {
        await using var town = await StartIdleAsync();
        var reports = Enumerable.Range(0, 20).Select(_ => town.NewProbe()).ToList();
        foreach (var probe in reports)
        {
            town.Tell(new Audience.Join(new FakeViewer(probe)));
        }

        town.Tell(new FaultSwitch.Trip(Component.Viewers));

        foreach (var probe in reports)
        {
            await probe.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
        }
    }

    [Fact]
    public async Task Viewers_actor_that_comes_back_knows_how_things_stand_although_nothing_moves()
    {
        await using var town = await StartIdleAsync();
        town.Tell(new Inference.Step());
        var first = await town.JoinAsync();
        await first.ExpectAsync("state_update", frame => frame.GetProperty("step").GetInt32() == 1);
        var events = town.Listen(typeof(ComponentStatus));
        town.Tell(new FaultSwitch.Trip(Component.Viewers));
        await town.ReachesAsync(events, Component.Viewers, ComponentState.Restarting);
        await first.Reports.FishForMessageAsync<FakeViewer.Aborted>(_ => true);
        Assert.Equal(0, (await town.StatusAsync()).Viewers);

        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(events, Component.Viewers, ComponentState.Ready);

        var again = await town.JoinAsync();
        var connected = await again.ExpectAsync();
        Assert.Equal(4, connected.GetProperty("components").GetArrayLength());
        Assert.True(connected.GetProperty("training").GetProperty("paused").GetBoolean());
        Assert.False(connected.GetProperty("playing").GetBoolean());
        Assert.Equal("episode_start", (await again.ExpectAsync()).GetProperty("type").GetString());
        Assert.Equal(1, (await again.ExpectAsync("state_update")).GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Yardstick_of_the_town_is_told_once_it_is_measured_and_then_with_the_greeting()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Paused = true });
        var viewer = await town.JoinAsync();

        var yardstick = (await viewer.ExpectAsync("connected")).GetProperty("yardstick");
        if (yardstick.ValueKind == JsonValueKind.Null)
        {
            yardstick = await viewer.ExpectAsync("yardstick");
        }

        var expected = SurvivalYardstick.Measure(town.Options.Pack.Town, town.Options.Seed)!;
        Assert.Equal(expected.Caretaker, yardstick.GetProperty("caretaker").GetProperty("mean").GetDouble());
        Assert.Equal(expected.Random, yardstick.GetProperty("random").GetProperty("mean").GetDouble(), tolerance: 0.05);
        var later = await (await town.JoinAsync()).ExpectAsync("connected");
        Assert.Equal(expected.Caretaker, later.GetProperty("yardstick").GetProperty("caretaker").GetProperty("mean").GetDouble());
    }

    private static string Text(JsonElement error) => error.GetProperty("message").GetString()!;

    private static async Task AssertNoErrorUntilAsync(FakeViewer viewer, string type, Func<JsonElement, bool> where)
    {
        while (true)
        {
            var message = await viewer.ExpectAsync();
            var what = message.GetProperty("type").GetString();
            Assert.NotEqual("error", what);
            if (what == type && where(message))
            {
                return;
            }
        }
    }

    /// <summary>Training is paused and playback is held.</summary>
    private static async Task<RunningTown> StartIdleAsync(string hocon = "")
    {
        var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless, Hocon = hocon },
            typeof(ComponentStatus), typeof(Inference.PlaybackChanged));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        town.Tell(new Inference.Pause());
        await town.Events.FishForMessageAsync<Inference.PlaybackChanged>(changed => !changed.Playing);
        return town;
    }
}
