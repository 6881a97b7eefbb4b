using System.Net;
using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class WatchingTests(WatchedTown watched) : IClassFixture<WatchedTown>
{
    private const string LifeFields = "episode checkpoint checkpoint_episode total_episodes epsilon curriculum_stage baseline_survival telemetry";

    private readonly Town _town = watched.Town;

    [Theory]
    [InlineData("/ws")]
    [InlineData("/ws/training")]
    public async Task Viewer_is_welcomed_with_all_that_it_needs(string path)
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port, path);
        var (connected, _) = await viewer.WaitForAsync("connected");

        Assert.Equal("connected", WireClient.TypeOf(viewer.From(0)[0]));
        Fields.AssertPresent(connected, "message mode available_models checkpoint checkpoint_episode total_episodes epsilon auto_checkpoint_mode version run pack playing speed conditions reward town training components yardstick started_unix breakable");
        Assert.Equal("inference", connected.GetProperty("mode").GetString());
        Assert.Equal("L1_full_observability", connected.GetProperty("pack").GetString());
        Assert.Equal(_town.RunFolder, connected.GetProperty("run").GetString());
        Assert.Equal(1_000_000, connected.GetProperty("total_episodes").GetInt32());
        var town = connected.GetProperty("town");
        Fields.AssertPresent(town, "grid_size max_steps partial_observability vision_range temporal actions meters cascades affordances");
        Assert.Equal(14, town.GetProperty("affordances").GetArrayLength());
        Fields.AssertPresent(town.GetProperty("affordances")[0], "type x y cost opens closes category description effects");
        Assert.Equal(8, town.GetProperty("meters").GetArrayLength());
        Fields.AssertPresent(town.GetProperty("meters")[0], "name tier base_depletion");
        Fields.AssertPresent(town.GetProperty("cascades")[0], "name source target threshold strength");
        Assert.All(connected.GetProperty("components").EnumerateArray(), component => Assert.Equal("ready", component.GetProperty("state").GetString()));
        AssertTraining(connected.GetProperty("training"));
        await viewer.WaitForAsync("episode_start");
        await viewer.WaitForAsync("state_update");
    }

    [Fact]
    public async Task Life_is_shown_from_its_start_to_its_end()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        var begin = await AskForSpeedAsync(viewer, 20);
        await viewer.CommandAsync("play");
        await viewer.CommandAsync("reset");

        var (start, behindStart) = await viewer.WaitForAsync("episode_start", begin);
        var (end, behindEnd) = await viewer.WaitForAsync("episode_end", behindStart);
        var (next, _) = await viewer.WaitForAsync("episode_start", behindEnd);

        Fields.AssertPresent(start, LifeFields + " curriculum_multiplier depletion_multiplier conditions idle_survival");
        Assert.All([start, end], AssertLivedToday);
        AssertTelemetry(start, survived: 0);
        Fields.AssertPresent(end, LifeFields + " steps total_reward reason cause performance_vs_baseline curriculum_multiplier depletion_multiplier conditions idle_survival steps_vs_idle");
        Assert.Equal(start.GetProperty("episode").GetInt32(), end.GetProperty("episode").GetInt32());
        Assert.Equal(start.GetProperty("episode").GetInt32() + 1, next.GetProperty("episode").GetInt32());
        Assert.Contains(end.GetProperty("reason").GetString(), (IEnumerable<string>)["done", "max_steps"]);
        var steps = end.GetProperty("steps").GetInt32();
        AssertTelemetry(end, steps);
        Assert.Equal(steps - end.GetProperty("baseline_survival").GetDouble(), end.GetProperty("performance_vs_baseline").GetDouble(), 0.001);

        var frames = viewer.From(behindStart).Take(behindEnd - behindStart).Where(message => WireClient.TypeOf(message) == "state_update").ToList();
        Assert.Equal(Enumerable.Range(0, steps + 1), frames.Select(frame => frame.GetProperty("step").GetInt32()));
        Assert.All(frames.SkipLast(1), frame => Assert.True(frame.GetProperty("alive").GetBoolean()));
        AssertFrame(frames[^1]);
        Assert.Empty(frames[0].GetProperty("changes").EnumerateArray());
        Assert.All(frames.Zip(frames.Skip(1)), pair => AssertExplained(pair.First, pair.Second));
        Assert.All(frames, AssertLivedToday);
        Assert.Empty(frames[0].GetProperty("reward_terms").EnumerateArray());
        Assert.All(frames, frame => Assert.Equal(
            frame.GetProperty("reward").GetDouble(),
            frame.GetProperty("reward_terms").EnumerateArray().Sum(term => term.GetProperty("amount").GetDouble()),
            1e-6));
        // At stage 5 nothing is shaped: a hundredth for each step survived, and the death.
        var died = end.GetProperty("reason").GetString() == "done";
        var total = died ? ((steps - 1) * 0.01) - 1 : steps * 0.01;
        Assert.Equal(total, end.GetProperty("total_reward").GetDouble(), 1e-5);
        Assert.Equal(total, frames.Sum(frame => frame.GetProperty("reward").GetDouble()), 1e-5);
        Assert.Equal(total, frames[^1].GetProperty("cumulative_reward").GetDouble(), 1e-5);
        Assert.Equal(steps - end.GetProperty("idle_survival").GetInt32(), end.GetProperty("steps_vs_idle").GetInt32());
    }

    [Fact]
    public async Task Untrained_agent_lives_at_full_difficulty_unless_its_own_conditions_are_asked_for()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        var (connected, _) = await viewer.WaitForAsync("connected");
        Fields.AssertPresent(connected.GetProperty("reward"), "kind per_step at_death");
        Assert.Equal("today", connected.GetProperty("conditions").GetString());
        var begin = viewer.Count;
        await viewer.SendTextAsync("""{"command": "load_model", "model": "untrained"}""");
        var (today, behindToday) = await viewer.WaitForAsync("episode_start", begin, start => start.GetProperty("checkpoint_episode").GetInt32() == 0);
        AssertLivedToday(today);

        await viewer.SendTextAsync("""{"command": "set_conditions", "conditions": "then"}""");

        await viewer.WaitForAsync("playback", behindToday, playback => playback.GetProperty("conditions").GetString() == "then");
        var (then, behindThen) = await viewer.WaitForAsync("episode_start", behindToday, start => start.GetProperty("conditions").GetString() == "then");
        Assert.Equal((1, 0.2, 1.0), (then.GetProperty("curriculum_stage").GetInt32(), then.GetProperty("curriculum_multiplier").GetDouble(), then.GetProperty("epsilon").GetDouble()));
        Assert.True(then.GetProperty("idle_survival").GetInt32() > today.GetProperty("idle_survival").GetInt32());

        await viewer.SendTextAsync("""{"command": "set_conditions", "conditions": "today"}""");
        var (_, behind) = await viewer.WaitForAsync("episode_start", behindThen, start => start.GetProperty("conditions").GetString() == "today");
        await viewer.CommandAsync("toggle_auto_checkpoint");
        await viewer.WaitForAsync("auto_checkpoint_mode", behind, message => message.GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task Idle_survival_is_how_long_simulate_lives_given_only_waits()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        var (start, _) = await viewer.WaitForAsync("episode_start");
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["waits.txt"], Enumerable.Repeat("WAIT", 500));
        await using var simulated = TownletProcess.Start(
            "simulate",
            "--config", "configs/L1_full_observability",
            "--actions", folder["waits.txt"],
            "--depletion-multiplier", start.GetProperty("depletion_multiplier").GetRawText());
        Assert.Equal(0, await simulated.WaitForExitAsync());

        Assert.Equal(JsonDocument.Parse(simulated.Lines[^1].Text).RootElement.GetProperty("step").GetInt32(), start.GetProperty("idle_survival").GetInt32());
        Assert.True(JsonDocument.Parse(simulated.Lines[^1].Text).RootElement.GetProperty("done").GetBoolean());
    }

    [Fact]
    public async Task Town_moves_five_steps_a_second_at_speed_one()
    {
        const double Seconds = 4;
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        var begin = await AskForSpeedAsync(viewer, 1);
        await viewer.CommandAsync("play");

        var (first, behindFirst) = await viewer.WaitForAsync("state_update", begin);
        var (last, behindLast) = await viewer.WaitForAsync("state_update", behindFirst, frame => TimeOf(frame) - TimeOf(first) >= Seconds);

        // The first frame of a new life comes at once, without the delay of a step.
        var steps = viewer.From(behindFirst).Take(behindLast - behindFirst).Count(message => WireClient.TypeOf(message) == "state_update" && message.GetProperty("step").GetInt32() > 0);
        Assert.InRange(steps / (TimeOf(last) - TimeOf(first)), 4, 6);
    }

    [Fact]
    public async Task New_checkpoint_is_announced_and_played()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        var (connected, begin) = await viewer.WaitForAsync("connected");
        await SetAutoCheckpointAsync(viewer, connected, enabled: true);
        var newest = connected.GetProperty("training").GetProperty("current_episode").GetInt32();

        var (loaded, behind) = await viewer.WaitForAsync("model_loaded", begin, message => message.GetProperty("episode").GetInt32() > newest);

        Fields.AssertPresent(loaded, "model episode total_episodes epsilon message available_models");
        var episode = loaded.GetProperty("episode").GetInt32();
        Assert.Equal($"policy_ep{episode:D5}", loaded.GetProperty("model").GetString());
        Assert.Contains(loaded.GetProperty("model").GetString(), loaded.GetProperty("available_models").EnumerateArray().Select(name => name.GetString()));
        await viewer.WaitForAsync("state_update", behind, frame => frame.GetProperty("checkpoint_episode").GetInt32() >= episode);
    }

    [Fact]
    public async Task Step_moves_a_paused_town_by_one_step()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.CommandAsync("pause");
        await viewer.CommandAsync("reset");
        var (_, paused) = await viewer.WaitForAsync("playback", fits: message => !message.GetProperty("playing").GetBoolean());
        var (_, reset) = await viewer.WaitForAsync("episode_start", paused);

        await viewer.CommandAsync("step");
        await viewer.CommandAsync("step");
        await viewer.CommandAsync("step");
        // Answered by the same actor, after the steps.
        var end = await AskForSpeedAsync(viewer, 1.5);

        Assert.Equal([0, 1, 2, 3], viewer.From(reset).Take(end - reset).Where(message => WireClient.TypeOf(message) == "state_update").Select(frame => frame.GetProperty("step").GetInt32()));
        await viewer.CommandAsync("play");
        await viewer.WaitForAsync("state_update", end);
    }

    [Fact]
    public async Task Everybody_is_told_when_one_viewer_changes_the_speed()
    {
        await using var one = await WireClient.ConnectAsync(_town.Port);
        await using var other = await WireClient.ConnectAsync(_town.Port);
        await other.WaitForAsync("connected");

        await one.SendTextAsync("""{"command": "set_speed", "speed": 7.25}""");

        await other.WaitForAsync("playback", fits: message => message.GetProperty("speed").GetDouble() == 7.25);
    }

    [Fact]
    public async Task Chosen_policy_is_kept_until_newer_ones_are_wanted_again()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        var (connected, begin) = await viewer.WaitForAsync("connected");
        await SetAutoCheckpointAsync(viewer, connected, enabled: true);
        var (known, behindKnown) = await viewer.WaitForAsync("model_loaded", begin, message => message.GetProperty("available_models").GetArrayLength() >= 2);
        var oldest = known.GetProperty("available_models")[0].GetString();

        await viewer.SendTextAsync(JsonSerializer.Serialize(new { command = "load_model", model = oldest }));
        var (_, behindMode) = await viewer.WaitForAsync("auto_checkpoint_mode", behindKnown, message => !message.GetProperty("enabled").GetBoolean());
        var (_, chosen) = await viewer.WaitForAsync("model_loaded", behindMode, message => message.GetProperty("model").GetString() == oldest);
        var (life, behindLife) = await viewer.WaitForAsync("episode_start", chosen);
        Assert.Equal(oldest, $"policy_ep{life.GetProperty("checkpoint_episode").GetInt32():D5}");
        var (shown, _) = await viewer.WaitForAsync("state_update", behindLife);
        Assert.Equal((0, oldest), (shown.GetProperty("step").GetInt32(), shown.GetProperty("policy").GetString()));
        // Two more checkpoints are written, and the viewer keeps its policy.
        var (first, behindFirst) = await viewer.WaitForAsync("episode_complete", chosen);
        await viewer.WaitForAsync("episode_complete", behindFirst, message => message.GetProperty("episode").GetInt32() >= first.GetProperty("episode").GetInt32() + 51);
        Assert.DoesNotContain(viewer.From(chosen), message => WireClient.TypeOf(message) == "model_loaded");

        var end = viewer.Count;
        await viewer.CommandAsync("refresh_checkpoint");
        var (_, newest) = await viewer.WaitForAsync("model_loaded", end, message => message.GetProperty("model").GetString() != oldest);
        var (_, refreshed) = await viewer.WaitForAsync("episode_start", newest);
        await viewer.CommandAsync("toggle_auto_checkpoint");
        await viewer.WaitForAsync("auto_checkpoint_mode", refreshed, message => message.GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task Policy_that_does_not_exist_is_refused_by_name()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.SendTextAsync("""{"command": "load_model", "model": "policy_ep99999"}""");
        var (error, _) = await viewer.WaitForAsync("error");
        Assert.Contains("policy_ep99999", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_holds_and_goes_on_as_viewers_ask()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.WaitForAsync("episode_complete");

        var begin = viewer.Count;
        await viewer.CommandAsync("pause_training");
        var (paused, behindPaused) = await viewer.WaitForAsync("paused", begin);
        Fields.AssertPresent(paused, "current_episode total_episodes");
        // The status follows every second; between two of them no episode may end.
        var (status, behindStatus) = await viewer.WaitForAsync("training_status", behindPaused);
        var (later, behindLater) = await viewer.WaitForAsync("training_status", behindStatus);
        AssertTraining(status);
        Assert.True(later.GetProperty("paused").GetBoolean());
        Assert.Equal(status.GetProperty("total_steps").GetInt64(), later.GetProperty("total_steps").GetInt64());
        Assert.DoesNotContain(viewer.From(behindPaused).Take(behindLater - behindPaused), message => WireClient.TypeOf(message) == "episode_complete");
        Assert.True((await _town.TrainingAsync()).GetProperty("paused").GetBoolean());

        await viewer.CommandAsync("resume_training");
        var (_, resumed) = await viewer.WaitForAsync("resumed", behindLater);
        var (complete, _) = await viewer.WaitForAsync("episode_complete", resumed);
        Fields.AssertPresent(complete, "episode length reward total_reward extrinsic_reward intrinsic_reward steps_vs_idle loss avg_reward_5 avg_length_5 avg_loss_5 epsilon buffer_size curriculum_stage intrinsic_weight agent reason cause");
        Assert.Equal(paused.GetProperty("current_episode").GetInt32() + 1, complete.GetProperty("episode").GetInt32());
    }

    [Fact]
    public async Task Training_holds_and_goes_on_by_http_and_by_signal()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.WaitForAsync("episode_complete");
        var begin = viewer.Count;
        Assert.Equal(HttpStatusCode.Accepted, await _town.PostAsync("/api/training/pause"));
        (_, begin) = await viewer.WaitForAsync("paused", begin);
        Assert.Equal(HttpStatusCode.Accepted, await _town.PostAsync("/api/training/resume"));
        (_, begin) = await viewer.WaitForAsync("resumed", begin);
        _town.Process.Signal(Signals.User1);
        (_, begin) = await viewer.WaitForAsync("paused", begin);
        _town.Process.Signal(Signals.User1);
        await viewer.WaitForAsync("resumed", begin);
    }

    [Fact]
    public async Task Server_tells_over_http_how_it_stands()
    {
        Assert.Equal("live", (await _town.GetAsync("/health/live")).GetProperty("status").GetString());
        Assert.Equal("ready", (await _town.GetAsync("/health/ready")).GetProperty("status").GetString());

        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.WaitForAsync("connected");
        var (complete, _) = await viewer.WaitForAsync("episode_complete", fits: message => message.GetProperty("episode").GetInt32() >= 3);
        var status = await _town.GetAsync("/api/status");
        Fields.AssertPresent(status, "components training checkpoint run ports clients version pack");
        AssertTraining(status.GetProperty("training"));
        Assert.True(status.GetProperty("training").GetProperty("buffer_size").GetInt32() > 0);
        Assert.Equal(_town.Port, status.GetProperty("ports").GetProperty("inference").GetInt32());
        Assert.True(status.GetProperty("clients").GetInt32() >= 1);
        Assert.All(status.GetProperty("components").EnumerateArray(), component => Fields.AssertPresent(component, "component state detail restarts since_unix retry_seconds"));

        await _town.WaitUntilRecordedAsync(complete.GetProperty("episode").GetInt32());
        var page = await _town.GetAsync("/api/episodes?from=2&limit=2");
        Fields.AssertPresent(page, "total last_episode episodes");
        Assert.True(page.GetProperty("last_episode").GetInt32() >= complete.GetProperty("episode").GetInt32());
        Assert.Equal([2, 3], page.GetProperty("episodes").EnumerateArray().Select(row => row.GetProperty("episode").GetInt32()));
        Fields.AssertPresent(page.GetProperty("episodes")[0], "episode length reward loss epsilon curriculum_stage intrinsic_weight agent reason cause");
        Assert.True(complete.GetProperty("episode").GetInt32() >= 3);
        var recorded = (await _town.GetAsync($"/api/episodes?from={complete.GetProperty("episode").GetInt32()}&limit=1")).GetProperty("episodes")[0];
        foreach (var name in (string[])["episode", "length", "reward", "loss", "epsilon", "curriculum_stage", "intrinsic_weight", "agent", "reason", "cause"])
        {
            Assert.Equal(complete.GetProperty(name).GetRawText(), recorded.GetProperty(name).GetRawText());
        }
    }

    private static double TimeOf(JsonElement message) => message.GetProperty("telemetry").GetProperty("agents")[0].GetProperty("timestamp_unix").GetDouble();

    /// <returns>The position after the answer.</returns>
    private static async Task<int> AskForSpeedAsync(WireClient viewer, double speed)
    {
        var begin = viewer.Count;
        await viewer.SendTextAsync(FormattableString.Invariant($$"""{"command": "set_speed", "speed": {{speed}}}"""));
        return (await viewer.WaitForAsync("playback", begin, message => message.GetProperty("speed").GetDouble() == speed)).Next;
    }

    private static async Task SetAutoCheckpointAsync(WireClient viewer, JsonElement connected, bool enabled)
    {
        if (connected.GetProperty("auto_checkpoint_mode").GetBoolean() != enabled)
        {
            await viewer.CommandAsync("toggle_auto_checkpoint");
            await viewer.WaitForAsync("auto_checkpoint_mode", fits: message => message.GetProperty("enabled").GetBoolean() == enabled);
        }
    }

    private static void AssertLivedToday(JsonElement life) => Assert.Equal(
        ("today", 5, 1.0, 1.0, 0.0),
        (life.GetProperty("conditions").GetString(), life.GetProperty("curriculum_stage").GetInt32(), life.GetProperty("curriculum_multiplier").GetDouble(),
            life.GetProperty("depletion_multiplier").GetDouble(), life.GetProperty("epsilon").GetDouble()));

    private static void AssertTraining(JsonElement status) =>
        Fields.AssertPresent(status, "is_training paused current_episode total_episodes total_steps steps_per_second seconds_left epsilon curriculum_stage loss buffer_size intrinsic_weight");

    private static void AssertTelemetry(JsonElement message, int survived)
    {
        var telemetry = message.GetProperty("telemetry");
        Assert.Equal("1.0.0", telemetry.GetProperty("schema_version").GetString());
        Assert.Equal(message.GetProperty("episode").GetInt32(), telemetry.GetProperty("episode_index").GetInt32());
        var agent = telemetry.GetProperty("agents")[0];
        Fields.AssertPresent(agent, "agent_id baseline_survival_steps survival_time curriculum_stage epsilon intrinsic_weight timestamp_unix");
        Assert.Equal(survived, agent.GetProperty("survival_time").GetInt32());
    }

    /// <summary>Checks that the changes of a frame lead from the meters before to those after.</summary>
    private static void AssertExplained(JsonElement before, JsonElement frame)
    {
        foreach (var meter in Meters(frame).EnumerateObject())
        {
            var changes = frame.GetProperty("changes").EnumerateArray().Where(change => change.GetProperty("meter").GetString() == meter.Name);
            Assert.Equal(
                meter.Value.GetDouble() - Meters(before).GetProperty(meter.Name).GetDouble(),
                changes.Sum(change => change.GetProperty("amount").GetDouble()),
                0.00001);
        }

        static JsonElement Meters(JsonElement frame) => frame.GetProperty("agent_meters").GetProperty("agent_0").GetProperty("meters");
    }

    private static void AssertFrame(JsonElement frame)
    {
        Fields.AssertPresent(
            frame,
            "step cumulative_reward projected_reward epsilon checkpoint_episode total_episodes grid agent_meters q_values action_masks affordance_stats baseline_survival telemetry "
            + "episode reward action next_action by_chance interaction alive policy policy_age_episodes policy_age_seconds cues changes "
            + "reward_terms steps_vs_idle idle_survival threat curriculum_stage curriculum_multiplier depletion_multiplier conditions");
        var grid = frame.GetProperty("grid");
        Assert.Equal((8, 8), (grid.GetProperty("width").GetInt32(), grid.GetProperty("height").GetInt32()));
        Fields.AssertPresent(grid.GetProperty("agents")[0], "id x y color last_action");
        Assert.Equal(14, grid.GetProperty("affordances").GetArrayLength());
        Fields.AssertPresent(grid.GetProperty("affordances")[0], "type x y open");
        Fields.AssertPresent(frame.GetProperty("agent_meters").GetProperty("agent_0").GetProperty("meters"), "energy hygiene satiation money health mood social fitness");
        Assert.Equal(6, frame.GetProperty("q_values").GetArrayLength());
        Assert.Equal(6, frame.GetProperty("action_masks").GetArrayLength());
        Assert.Equal(
            frame.GetProperty("step").GetInt32() - frame.GetProperty("baseline_survival").GetDouble(),
            frame.GetProperty("projected_reward").GetDouble(),
            0.001);
        var counts = frame.GetProperty("affordance_stats").EnumerateArray().Select(place => place.GetProperty("count").GetInt32()).ToList();
        Assert.Equal(counts.OrderDescending(), counts);
        // No time passes in this town.
        Assert.False(frame.TryGetProperty("temporal", out _));
    }
}
