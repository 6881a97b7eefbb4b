using System.Collections.Immutable;
using System.Text.Json;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Viewers;
using Townlet.Actors.Wire;
using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.Learning.Evaluation;
using Townlet.World;
using static Townlet.Actors.Tests.Fixtures.Watched;

namespace Townlet.Actors.Tests.Viewers;

/// <summary>Field names as in docs/protocol.md: clients read them by these names.</summary>
public sealed class ViewerWelcomeTests : IDisposable
{
    private const string Telemetry = "telemetry";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Connected_before_anything_happened()
    {
        var connected = Parse(Assert.Single(Encoder().Messages()));

        AssertNames(
            connected,
            "type", "message", "mode", "available_models", "checkpoint", "checkpoint_episode", "total_episodes", "epsilon", "auto_checkpoint_mode",
            "version", "run", "pack", "playing", "speed", "conditions", "reward", "town", "training", "components", "yardstick", "started_unix", "breakable");
        Assert.Equal("connected", connected.GetProperty("type").GetString());
        Assert.Equal("inference", connected.GetProperty("mode").GetString());
        Assert.Equal("None", connected.GetProperty("checkpoint").GetString());
        Assert.Equal(0, connected.GetProperty("checkpoint_episode").GetInt32());
        Assert.Equal(700, connected.GetProperty("total_episodes").GetInt32());
        Assert.Equal(1, connected.GetProperty("epsilon").GetDouble());
        Assert.True(connected.GetProperty("auto_checkpoint_mode").GetBoolean());
        Assert.Equal(0, connected.GetProperty("available_models").GetArrayLength());
        Assert.Equal("1.2.3", connected.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, connected.GetProperty("yardstick").ValueKind);
        Assert.Equal(new ManualTime().GetUtcNow().ToUnixTimeSeconds(), connected.GetProperty("started_unix").GetDouble());
        Assert.Equal(0, connected.GetProperty("breakable").GetArrayLength());
        Assert.Equal("today", connected.GetProperty("conditions").GetString());
    }

    [Theory]
    [InlineData(RewardKind.Survival, """{"kind":"survival","per_step":0.01,"at_death":-1,"discount":0.99}""")]
    [InlineData(RewardKind.Baseline, """{"kind":"baseline","per_step":0,"at_death":null,"discount":0.99}""")]
    public void Connected_tells_what_the_learner_is_paid(RewardKind kind, string reward)
    {
        var pack = Packs.Short with { Population = Packs.Short.Population with { Reward = kind } };

        Assert.Equal(reward, Parse(Encoder(pack).Messages().First()).GetProperty("reward").GetRawText());
    }

    [Fact]
    public void Who_allows_faults_has_every_component_of_the_run_breakable()
    {
        var connected = Parse(Encoder(allowsFaults: true).Messages().First());

        Assert.Equal(
            ["checkpoint-publisher", "viewers", "trainer", "inference"],
            connected.GetProperty("breakable").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void Yardstick_is_told_when_it_is_known_and_to_those_who_come_later()
    {
        var encoder = Encoder();

        var told = Parse(encoder.Yardstick(new SurvivalYardstick(Random: 110.24, Caretaker: 500)));

        AssertNames(told, "type", "random", "caretaker");
        Assert.Equal("yardstick", told.GetProperty("type").GetString());
        Assert.Equal("""{"mean":110.2}""", told.GetProperty("random").GetRawText());
        Assert.Equal("""{"mean":500}""", told.GetProperty("caretaker").GetRawText());
        Assert.Equal("""{"random":{"mean":110.2},"caretaker":{"mean":500}}""", Parse(encoder.Messages().First()).GetProperty("yardstick").GetRawText());
    }

    [Fact]
    public void Town_is_described_once_in_connected()
    {
        var town = Parse(Encoder(Packs.Temporal).Messages().First()).GetProperty("town");

        AssertNames(town, "grid_size", "max_steps", "partial_observability", "vision_range", "temporal", "actions", "meters", "cascades", "affordances");
        Assert.Equal(["UP", "DOWN", "LEFT", "RIGHT", "INTERACT", "WAIT"], town.GetProperty("actions").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(8, town.GetProperty("meters").GetArrayLength());
        AssertNames(town.GetProperty("meters")[0], "name", "tier", "base_depletion");
        AssertNames(town.GetProperty("cascades")[0], "name", "source", "target", "threshold", "strength");
        foreach (var place in town.GetProperty("affordances").EnumerateArray())
        {
            AssertNames(place, "type", "x", "y", "cost", "opens", "closes", "category", "description", "effects", "steps");
            Assert.Equal(JsonValueKind.Number, place.GetProperty("opens").ValueKind);
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 5)]
    public void Place_says_in_how_many_steps_its_whole_cost_is_paid(bool temporal, int steps)
    {
        var town = Parse(Encoder(temporal ? Packs.Temporal : Packs.Short).Messages().First()).GetProperty("town");

        var bed = town.GetProperty("affordances").EnumerateArray().Single(place => place.GetProperty("type").GetString() == "Bed");
        Assert.Equal(steps, bed.GetProperty("steps").GetInt32());
        Assert.Equal(5, bed.GetProperty("cost").GetDouble());
        Assert.Equal(0.5, bed.GetProperty("effects").GetProperty("energy").GetDouble());
    }

    [Fact]
    public void Places_of_a_town_without_time_have_no_hours()
    {
        var place = Parse(Encoder().Messages().First()).GetProperty("town").GetProperty("affordances")[0];

        Assert.Equal("Bed", place.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, place.GetProperty("opens").ValueKind);
        Assert.Equal(JsonValueKind.Null, place.GetProperty("closes").ValueKind);
    }

    [Fact]
    public void Viewer_who_joins_later_is_told_what_happened_meanwhile()
    {
        var encoder = Encoder();
        encoder.PolicyLoaded(new Inference.PolicyLoaded(Trained, ["policy_ep00100", "policy_ep00500"]));
        _ = encoder.Playback(new Inference.PlaybackChanged(Playing: false, Speed: 2, AutoCheckpoint: false)).ToList();
        _ = encoder.Training(Status(paused: true)).ToList();
        encoder.Component(Statuses.Of(Component.Inference, ComponentState.Ready, "plays", restarts: 1));
        encoder.LifeStarted(Life);
        var frame = encoder.Frame(Life, Frame());

        var welcome = encoder.Messages().ToList();

        var connected = Parse(welcome[0]);
        Assert.Equal("checkpoint_ep00500", connected.GetProperty("checkpoint").GetString());
        Assert.Equal(500, connected.GetProperty("checkpoint_episode").GetInt32());
        Assert.Equal(0.25, connected.GetProperty("epsilon").GetDouble());
        Assert.Equal(["policy_ep00100", "policy_ep00500"], connected.GetProperty("available_models").EnumerateArray().Select(name => name.GetString()));
        Assert.False(connected.GetProperty("playing").GetBoolean());
        Assert.Equal(2, connected.GetProperty("speed").GetDouble());
        Assert.False(connected.GetProperty("auto_checkpoint_mode").GetBoolean());
        Assert.True(connected.GetProperty("training").GetProperty("paused").GetBoolean());
        AssertNames(Assert.Single(connected.GetProperty("components").EnumerateArray()), "type", "component", "state", "detail", "restarts", "since_unix", "retry_seconds");
        Assert.Equal("episode_start", Parse(welcome[1]).GetProperty("type").GetString());
        Assert.Same(frame, welcome[2]);
        Assert.Equal(3, welcome.Count);
    }

    [Fact]
    public void Frame_of_the_life_before_is_not_shown_to_who_joins_a_new_one()
    {
        var encoder = Encoder();
        encoder.LifeStarted(Life);
        encoder.Frame(Life, Frame());

        encoder.LifeStarted(Life with { Episode = 4 });

        Assert.Equal(["connected", "episode_start"], encoder.Messages().Select(message => Parse(message).GetProperty("type").GetString()));
    }

    [Fact]
    public void Model_loaded()
    {
        var message = Parse(Encoder().PolicyLoaded(new Inference.PolicyLoaded(Trained, ["policy_ep00500"])));

        AssertNames(message, "type", "model", "episode", "total_episodes", "epsilon", "message", "available_models");
        Assert.Equal("model_loaded", message.GetProperty("type").GetString());
        Assert.Equal("policy_ep00500", message.GetProperty("model").GetString());
        Assert.Equal(500, message.GetProperty("episode").GetInt32());
    }

    [Fact]
    public void Untrained_agent_is_told_apart_from_one_that_plays_for_want_of_a_checkpoint()
    {
        var encoder = Encoder();

        var wanting = Parse(encoder.PolicyLoaded(new Inference.PolicyLoaded(Untrained, [])));
        var chosen = Parse(encoder.PolicyLoaded(new Inference.PolicyLoaded(Untrained, ["policy_ep00500"])));

        Assert.Contains("No checkpoint yet", wanting.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("before its first episode", chosen.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Episode_start()
    {
        var encoder = Encoder();
        var message = encoder.LifeStarted(Life);
        var start = Parse(message);

        Assert.False(message.Droppable);
        AssertNames(
            start,
            "type", "episode", "after_crash", "checkpoint", "checkpoint_episode", "total_episodes", "epsilon", "curriculum_stage", "curriculum_multiplier", "depletion_multiplier",
            "conditions", "baseline_survival", "idle_survival", Telemetry);
        Assert.False(start.GetProperty("after_crash").GetBoolean());
        Assert.True(Parse(encoder.LifeStarted(Life with { AfterCrash = true })).GetProperty("after_crash").GetBoolean());
        Assert.Equal("episode_start", start.GetProperty("type").GetString());
        Assert.Equal(3, start.GetProperty("episode").GetInt32());
        Assert.Equal("checkpoint_ep00500", start.GetProperty("checkpoint").GetString());
        Assert.Equal((3, 0.125, "then"), (start.GetProperty("curriculum_stage").GetInt32(), start.GetProperty("epsilon").GetDouble(), start.GetProperty("conditions").GetString()));
        Assert.Equal(0.5, start.GetProperty("curriculum_multiplier").GetDouble());
        Assert.Equal(0.5, start.GetProperty("depletion_multiplier").GetDouble());
        Assert.Equal((164, 164), (start.GetProperty("baseline_survival").GetInt32(), start.GetProperty("idle_survival").GetInt32()));
        AssertTelemetry(start.GetProperty(Telemetry), steps: 0);
    }

    [Fact]
    public void State_update()
    {
        var message = Encoder().Frame(Life, Frame());
        var state = Parse(message);

        Assert.True(message.Droppable);
        AssertNames(
            state,
            "type", "step", "cumulative_reward", "projected_reward", "epsilon", "checkpoint_episode", "total_episodes", "grid", "agent_meters", "q_values",
            "action_masks", "affordance_stats", "baseline_survival", Telemetry, "episode", "reward", "action", "next_action", "by_chance", "interaction", "alive",
            "policy", "policy_age_episodes", "policy_age_seconds", "cues", "changes", "reward_terms", "steps_vs_idle", "idle_survival", "threat", "curriculum_stage",
            "curriculum_multiplier", "depletion_multiplier", "conditions");
        Assert.Equal("state_update", state.GetProperty("type").GetString());
        Assert.Equal(12, state.GetProperty("step").GetInt32());
        Assert.Equal((12 - 164, 12 - 164), (state.GetProperty("projected_reward").GetInt32(), state.GetProperty("steps_vs_idle").GetInt32()));
        Assert.Equal((164, 164), (state.GetProperty("baseline_survival").GetInt32(), state.GetProperty("idle_survival").GetInt32()));
        Assert.Equal((3, 0.125, "then"), (state.GetProperty("curriculum_stage").GetInt32(), state.GetProperty("epsilon").GetDouble(), state.GetProperty("conditions").GetString()));
        Assert.Equal((0.5, 0.5), (state.GetProperty("curriculum_multiplier").GetDouble(), state.GetProperty("depletion_multiplier").GetDouble()));
        Assert.Equal((0.11, -0.64), (state.GetProperty("cumulative_reward").GetDouble(), state.GetProperty("reward").GetDouble()));
        Assert.Equal("""[{"term":"step","amount":0.01},{"term":"shaping","amount":-0.65}]""", state.GetProperty("reward_terms").GetRawText());
        Assert.Equal("""{"meter":"energy","steps":40}""", state.GetProperty("threat").GetRawText());
        Assert.Equal(6, state.GetProperty("q_values").GetArrayLength());
        Assert.Equal(6, state.GetProperty("action_masks").GetArrayLength());
        AssertTelemetry(state.GetProperty(Telemetry), steps: 12);

        var grid = state.GetProperty("grid");
        AssertNames(grid, "width", "height", "agents", "affordances");
        Assert.Equal(5, grid.GetProperty("width").GetInt32());
        var agent = Assert.Single(grid.GetProperty("agents").EnumerateArray());
        AssertNames(agent, "id", "x", "y", "color", "last_action");
        Assert.Equal(("agent_0", 2, 1, 3), (agent.GetProperty("id").GetString(), agent.GetProperty("x").GetInt32(), agent.GetProperty("y").GetInt32(), agent.GetProperty("last_action").GetInt32()));
        AssertNames(Assert.Single(grid.GetProperty("affordances").EnumerateArray()), "type", "x", "y", "open");

        var meters = state.GetProperty("agent_meters").GetProperty("agent_0").GetProperty("meters");
        AssertNames(meters, "energy", "hygiene", "satiation", "money", "health", "mood", "social", "fitness");
        Assert.Equal(0.125, meters.GetProperty("energy").GetDouble());
        Assert.Equal(0.875, meters.GetProperty("fitness").GetDouble());

        var visits = Assert.Single(state.GetProperty("affordance_stats").EnumerateArray());
        AssertNames(visits, "name", "count");
        Assert.Equal(("Bed", 4), (visits.GetProperty("name").GetString(), visits.GetProperty("count").GetInt32()));
        Assert.Equal(60, state.GetProperty("policy_age_seconds").GetDouble());

        Assert.Equal(
            """[{"cause":"action","name":"MOVE","meter":"energy","amount":-0.005},{"cause":"place","name":"Bed","meter":"money","amount":0.1},{"cause":"depletion","name":"","meter":"mood","amount":-0.000123}]""",
            state.GetProperty("changes").GetRawText());
    }

    [Fact]
    public void Frame_before_the_first_step_has_no_reward_and_one_that_nothing_threatens_no_threat()
    {
        var state = Parse(Encoder().Frame(Life, Frame() with { Reward = null, Threat = null }));

        Assert.Equal(0, state.GetProperty("reward").GetDouble());
        Assert.Equal(0, state.GetProperty("reward_terms").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, state.GetProperty("threat").ValueKind);
    }

    [Fact]
    public void State_update_tells_the_hour_where_time_passes()
    {
        var state = Parse(Encoder(Packs.Temporal).Frame(Life, TemporalFrame()));

        AssertNames(state.GetProperty("temporal"), "time_of_day", "interaction_progress");
        Assert.Equal(17, state.GetProperty("temporal").GetProperty("time_of_day").GetInt32());
        Assert.Equal(0.5, state.GetProperty("temporal").GetProperty("interaction_progress").GetDouble());
        Assert.Equal(
            Enumerable.Range(1, Packs.Temporal.Town.Places.Length - 1).Reverse(),
            state.GetProperty("affordance_stats").EnumerateArray().Select(visits => visits.GetProperty("count").GetInt32()));
    }

    [Fact]
    public void Age_of_a_policy_is_counted_in_episodes_trained_since()
    {
        var encoder = Encoder();
        _ = encoder.Training(Status(paused: false)).ToList();
        encoder.EpisodeComplete(Lives.Episode(530), Lives.Detail);

        Assert.Equal(30, Parse(encoder.Frame(Life, Frame())).GetProperty("policy_age_episodes").GetInt32());
    }

    [Theory]
    [InlineData(LifeEnd.Death, "done")]
    [InlineData(LifeEnd.StepCap, "max_steps")]
    public void Episode_end(LifeEnd end, string reason)
    {
        var cause = end == LifeEnd.Death ? Meter.Energy : (Meter?)null;
        var message = Parse(Encoder().LifeEnded(new Inference.LifeEnded(Life, 200, -1.5, end, cause)));

        AssertNames(
            message,
            "type", "episode", "steps", "total_reward", "reason", "cause", "checkpoint", "checkpoint_episode", "total_episodes", "epsilon", "baseline_survival",
            "performance_vs_baseline", "curriculum_stage", "curriculum_multiplier", "depletion_multiplier", "conditions", "steps_vs_idle", "idle_survival", Telemetry);
        Assert.Equal("episode_end", message.GetProperty("type").GetString());
        Assert.Equal(reason, message.GetProperty("reason").GetString());
        Assert.Equal(end == LifeEnd.Death ? "energy" : null, message.GetProperty("cause").GetString());
        Assert.Equal((36, 36), (message.GetProperty("performance_vs_baseline").GetInt32(), message.GetProperty("steps_vs_idle").GetInt32()));
        Assert.Equal((0.125, "then", -1.5), (message.GetProperty("epsilon").GetDouble(), message.GetProperty("conditions").GetString(), message.GetProperty("total_reward").GetDouble()));
        AssertTelemetry(message.GetProperty(Telemetry), steps: 200);
    }

    [Fact]
    public void Playback_is_told_and_the_automatic_choice_only_when_it_changed()
    {
        var encoder = Encoder();

        var same = encoder.Playback(new Inference.PlaybackChanged(Playing: false, Speed: 0.5, AutoCheckpoint: true)).Select(Parse).ToList();
        var changed = encoder.Playback(new Inference.PlaybackChanged(Playing: false, Speed: 0.5, AutoCheckpoint: false)).Select(Parse).ToList();

        AssertNames(Assert.Single(same), "type", "playing", "speed", "conditions");
        Assert.Equal(0.5, same[0].GetProperty("speed").GetDouble());
        Assert.Equal(["playback", "auto_checkpoint_mode"], changed.Select(message => message.GetProperty("type").GetString()));
        AssertNames(changed[1], "type", "enabled");
        Assert.False(changed[1].GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public void Training_status_and_what_changed_in_it()
    {
        var encoder = Encoder();

        var running = encoder.Training(Status(paused: false)).Select(Parse).ToList();
        var paused = encoder.Training(Status(paused: true)).Select(Parse).ToList();
        var resumed = encoder.Training(Status(paused: false)).Select(Parse).ToList();

        AssertNames(
            Assert.Single(running),
            "type", "is_training", "paused", "current_episode", "total_episodes", "total_steps", "steps_per_second", "seconds_left", "epsilon", "curriculum_stage", "loss",
            "buffer_size", "intrinsic_weight");
        Assert.Equal("training_status", running[0].GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, running[0].GetProperty("seconds_left").ValueKind);
        Assert.Equal(JsonValueKind.Null, running[0].GetProperty("loss").ValueKind);
        Assert.Equal(["training_status", "paused"], paused.Select(message => message.GetProperty("type").GetString()));
        Assert.Equal(["training_status", "resumed"], resumed.Select(message => message.GetProperty("type").GetString()));
        AssertNames(paused[1], "type", "current_episode", "total_episodes");
    }

    [Fact]
    public void Training_status_tells_how_the_learner_stands()
    {
        var encoder = Encoder();

        var status = Parse(encoder.Training(Status(paused: false) with { Loss = 0.125, ReplaySize = 640, IntrinsicWeight = 0.5 }).First());

        Assert.Equal((0.125, 640, 0.5), (status.GetProperty("loss").GetDouble(), status.GetProperty("buffer_size").GetInt32(), status.GetProperty("intrinsic_weight").GetDouble()));
        Assert.Equal(status.GetRawText(), Parse(encoder.Messages().First()).GetProperty("training").GetRawText());
        var followed = Parse(encoder.Training(Status(paused: false) with { Loss = double.NaN, ReplaySize = null }).First());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (followed.GetProperty("loss").ValueKind, followed.GetProperty("buffer_size").ValueKind));
    }

    [Fact]
    public void Episode_complete()
    {
        var encoder = Encoder();
        encoder.EpisodeComplete(Lives.Episode(1), Lives.Detail);

        var message = Parse(encoder.EpisodeComplete(Lives.Episode(3), Lives.Detail));

        AssertNames(
            message,
            "type", "episode", "length", "reward", "total_reward", "extrinsic_reward", "intrinsic_reward", "steps_vs_idle", "loss", "avg_reward_5", "avg_length_5", "avg_loss_5", "epsilon",
            "buffer_size", "curriculum_stage", "intrinsic_weight", "agent", "reason", "cause");
        Assert.Equal("episode_complete", message.GetProperty("type").GetString());
        Assert.Equal((3, 43, 0.5), (message.GetProperty("episode").GetInt32(), message.GetProperty("length").GetInt32(), message.GetProperty("reward").GetDouble()));
        Assert.Equal((-0.5, 42.0), (message.GetProperty("avg_reward_5").GetDouble(), message.GetProperty("avg_length_5").GetDouble()));
        Assert.Equal(("done", "energy", 640), (message.GetProperty("reason").GetString(), message.GetProperty("cause").GetString(), message.GetProperty("buffer_size").GetInt32()));
    }

    [Fact]
    public void Remaining_messages_have_their_fields()
    {
        var encoder = Encoder();

        AssertNames(Parse(ViewerMessage.Of(new ErrorMessage("no"))), "type", "message");
        AssertNames(Parse(encoder.TrainingComplete(700)), "type", "current_episode", "total_episodes");
        AssertNames(Parse(ViewerMessage.Of(new StageChangedMessage(Lives.Transition(9)))), "type", "agent", "episode", "from", "to", "reason", "survival", "progress", "entropy", "steps");
    }

    [Fact]
    public void Generalization_tested_tells_where_each_place_went()
    {
        var message = Parse(ViewerMessage.Of(new GeneralizationTestedMessage(Lives.Test(9))));

        Assert.Equal(
            """{"type":"generalization_tested","episode":9,"places":[{"name":"Bed","before":[1,1],"after":[3,4]},{"name":"Job","before":[6,6],"after":[0,2]}]}""",
            message.GetRawText());
    }

    [Fact]
    public void Server_status_tells_since_when_and_how_long_until_the_next_start()
    {
        var encoder = Encoder();
        var down = Statuses.Of(Component.CheckpointPublisher, ComponentState.Restarting, "disk", restarts: 2) with { RetryAt = _time.GetTimestamp() + TimeSpan.FromSeconds(0.5).Ticks };

        var status = Parse(encoder.Component(down));

        AssertNames(status, "type", "component", "state", "detail", "restarts", "since_unix", "retry_seconds");
        Assert.Equal(("checkpoint-publisher", "restarting", 2), (status.GetProperty("component").GetString(), status.GetProperty("state").GetString(), status.GetProperty("restarts").GetInt32()));
        Assert.Equal(new ManualTime().GetUtcNow().ToUnixTimeSeconds(), status.GetProperty("since_unix").GetDouble());
        Assert.Equal(0.5, status.GetProperty("retry_seconds").GetDouble());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, Parse(encoder.Messages().First()).GetProperty("components")[0].GetProperty("retry_seconds").GetDouble());
        var back = Parse(encoder.Component(Statuses.Of(Component.CheckpointPublisher, ComponentState.Ready, restarts: 2)));
        Assert.Equal(JsonValueKind.Null, back.GetProperty("retry_seconds").ValueKind);
    }

    [Fact]
    public void What_is_not_a_number_is_null()
    {
        var encoder = Encoder();

        var state = Parse(encoder.Frame(Life, Frame() with { QValues = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1, 2, 3] }));
        Assert.Equal(
            [JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Number, JsonValueKind.Number, JsonValueKind.Number],
            state.GetProperty("q_values").EnumerateArray().Select(value => value.ValueKind));

        var episode = Parse(encoder.EpisodeComplete(Lives.Episode(1) with { Loss = double.NaN, Reward = double.NaN, IntrinsicReward = double.PositiveInfinity }, Lives.Detail));
        foreach (var name in (string[])["loss", "avg_loss_5", "reward", "avg_reward_5", "intrinsic_reward"])
        {
            Assert.Equal(JsonValueKind.Null, episode.GetProperty(name).ValueKind);
        }

        var transition = Parse(ViewerMessage.Of(new StageChangedMessage(Lives.Transition(1) with { Entropy = double.NaN })));
        Assert.Equal(JsonValueKind.Null, transition.GetProperty("entropy").ValueKind);
    }

    private ViewerWelcome Encoder(Pack? pack = null, bool allowsFaults = false)
    {
        var started = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(60));
        return new ViewerWelcome(Run(_folder.NewRun(Packs.Short), pack, allowsFaults), _time, started);
    }

    private static JsonElement Parse(ViewerMessage message) => JsonDocument.Parse(message.Bytes).RootElement;

    private static void AssertNames(JsonElement message, params ImmutableArray<string> names) =>
        Assert.Equal(names.Order(StringComparer.Ordinal), message.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));

    private static void AssertTelemetry(JsonElement telemetry, int steps)
    {
        AssertNames(telemetry, "schema_version", "episode_index", "agents");
        Assert.Equal("1.0.0", telemetry.GetProperty("schema_version").GetString());
        Assert.Equal(3, telemetry.GetProperty("episode_index").GetInt32());
        var agent = Assert.Single(telemetry.GetProperty("agents").EnumerateArray());
        AssertNames(agent, "agent_id", "baseline_survival_steps", "survival_time", "curriculum_stage", "epsilon", "intrinsic_weight", "timestamp_unix");
        Assert.Equal(("agent_0", steps, 0.75), (agent.GetProperty("agent_id").GetString(), agent.GetProperty("survival_time").GetInt32(), agent.GetProperty("intrinsic_weight").GetDouble()));
        Assert.Equal(new ManualTime().GetUtcNow().ToUnixTimeSeconds() + 60, agent.GetProperty("timestamp_unix").GetDouble());
    }
}
