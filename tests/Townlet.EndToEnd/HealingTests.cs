using System.Net;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class HealingTests
{
    [Fact]
    public async Task Crashed_inference_comes_back_while_training_goes_on_and_viewers_stay()
    {
        using var settings = new TemporaryFolder();
        // A life ends meanwhile also where the machine has much else to do.
        await using var town = await Town.StartAndWaitAsync(
            "--allow-faults", "--no-frontend", "--episodes", "1000000", "--hocon", PatientSupervision.In(settings, outage: TimeSpan.FromSeconds(4)));
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        var (_, begin) = await viewer.WaitForAsync("state_update");

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/inference"));

        var (down, behindDown) = await viewer.WaitForAsync("server_status", begin, status => Inference(status, "restarting"));
        var (up, behindUp) = await viewer.WaitForAsync("server_status", behindDown, status => Inference(status, "ready"));
        Assert.Equal(1, up.GetProperty("restarts").GetInt32());
        Assert.NotEqual("", down.GetProperty("detail").GetString());
        Assert.Contains(viewer.From(behindDown).Take(behindUp - behindDown), message => WireClient.TypeOf(message) == "episode_complete");
        await viewer.WaitForAsync("episode_start", behindDown);
        await viewer.WaitForAsync("state_update", behindUp);
        Assert.True(viewer.IsOpen);
        Assert.Single(town.Process.Messages, message => message.StartsWith("[Inference] Warning: Failed: ", StringComparison.Ordinal));
        Assert.Contains("[Inference] Back again.", town.Process.Messages);

        static bool Inference(System.Text.Json.JsonElement status, string state) =>
            status.GetProperty("component").GetString() == "inference" && status.GetProperty("state").GetString() == state;
    }

    [Fact]
    public async Task Crashed_trainer_goes_on_from_its_newest_checkpoint_and_records_each_episode_once()
    {
        using var packs = new TemporaryFolder();
        const int Episodes = 60;
        await using var town = await Town.StartAndWaitAsync(
            "--config", EditedPack.WithCheckpointEvery(10, packs, "L1_full_observability"), "--allow-faults", "--no-frontend", "--episodes", $"{Episodes}");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("episode_complete", fits: message => message.GetProperty("episode").GetInt32() >= 12);

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/trainer"));

        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains(town.Process.Messages, message => message.StartsWith("[Training] Loaded checkpoint from episode ", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, Episodes).Select(number => (long)number), RunDatabase.Numbers(town.RunFolder, "SELECT episode_id FROM episodes ORDER BY episode_id"));
    }

    [Fact]
    public async Task Inference_that_crashes_again_and_again_loses_no_viewer_and_holds_up_no_training()
    {
        const int Crashes = 20;
        using var settings = new TemporaryFolder();
        // Long enough for a training life to end meanwhile, on a busy machine too.
        await using var town = await Town.StartAndWaitAsync(
            "--allow-faults", "--no-frontend", "--episodes", "1000000", "--hocon", PatientSupervision.In(settings, outage: TimeSpan.FromSeconds(1)));
        var viewers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => WireClient.ConnectAsync(town.Port)));
        try
        {
            var seen = viewers.Select(_ => 0).ToArray();
            for (var crash = 1; crash <= Crashes; crash++)
            {
                Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/inference"));
                for (var viewer = 0; viewer < viewers.Length; viewer++)
                {
                    var (_, down) = await viewers[viewer].WaitForAsync("server_status", seen[viewer], status => IsInference(status, "restarting", crash));
                    var (_, up) = await viewers[viewer].WaitForAsync("server_status", down, status => IsInference(status, "ready", crash));
                    (_, seen[viewer]) = await viewers[viewer].WaitForAsync("state_update", up);
                    Assert.Contains(viewers[viewer].From(down).Take(seen[viewer] - down), message => WireClient.TypeOf(message) == "episode_complete");
                }
            }

            Assert.All(viewers, viewer => Assert.True(viewer.IsOpen));
        }
        finally
        {
            foreach (var viewer in viewers)
            {
                await viewer.DisposeAsync();
            }
        }

        static bool IsInference(System.Text.Json.JsonElement status, string state, int restarts) =>
            status.GetProperty("component").GetString() == "inference"
            && status.GetProperty("state").GetString() == state
            && status.GetProperty("restarts").GetInt32() == restarts;
    }

    [Fact]
    public async Task Trainer_that_crashes_twenty_times_at_any_moment_records_each_episode_once()
    {
        const int Crashes = 20;
        const int Episodes = 220;
        using var folder = new TemporaryFolder();
        await using var town = await Town.StartAndWaitAsync(
            "--config", EditedPack.WithCheckpointEvery(5, folder, "L1_full_observability"),
            "--allow-faults", "--no-frontend", "--episodes", $"{Episodes}", "--hocon", PatientSupervision.In(folder));
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        var random = new Random(20);
        var seen = 0;
        for (var crash = 1; crash <= Crashes; crash++)
        {
            if (crash > 1)
            {
                (_, seen) = await viewer.WaitForAsync("server_status", seen, status => IsReady(status, crash - 1));
            }

            // Some crashes come before the first episode of the new trainer, some after several.
            for (var lives = random.Next(10); lives > 0; lives--)
            {
                (_, seen) = await viewer.WaitForAsync("episode_complete", seen);
            }

            Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/trainer"));
        }

        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Equal(Crashes, town.Process.Messages.Count(message => message == "[Training] Back again."));
        Assert.Equal(Enumerable.Range(1, Episodes).Select(number => (long)number), RunDatabase.Numbers(town.RunFolder, "SELECT episode_id FROM episodes ORDER BY episode_id"));

        static bool IsReady(System.Text.Json.JsonElement status, int restarts) =>
            status.GetProperty("component").GetString() == "trainer"
            && status.GetProperty("state").GetString() == "ready"
            && status.GetProperty("restarts").GetInt32() == restarts;
    }

    [Fact]
    public async Task Run_in_which_every_component_fails_once_heals_and_neither_loses_nor_doubles_a_row()
    {
        using var packs = new TemporaryFolder();
        await using var town = await Town.StartAndWaitAsync(
            "--config", EditedPack.WithCheckpointEvery(10, packs, "L1_full_observability"), "--allow-faults", "--episodes", "1000000");
        var viewer = await WireClient.ConnectAsync(town.Port);
        try
        {
            var breakable = (await viewer.WaitForAsync("connected")).Message.GetProperty("breakable").EnumerateArray().Select(name => name.GetString()!).ToList();
            Assert.Equal(["checkpoint-publisher", "viewers", "trainer", "inference", "frontend"], breakable);
            foreach (var component in breakable)
            {
                var seen = viewer.Count;
                Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync($"/api/faults/{component}"));
                if (component == "viewers")
                {
                    await viewer.WaitForEndAsync();
                    await viewer.DisposeAsync();
                    viewer = await WireClient.ConnectAgainAsync(town.Port);
                    var (connected, _) = await viewer.WaitForAsync("connected");
                    Assert.Contains(connected.GetProperty("components").EnumerateArray(), status => IsBack(status, component));
                }
                else
                {
                    await viewer.WaitForAsync("server_status", seen, status => IsBack(status, component));
                }
            }

            Assert.Equal(HttpStatusCode.NotFound, await town.PostAsync("/api/faults/follower"));
            Assert.Equal(HttpStatusCode.BadRequest, await town.PostAsync("/api/faults/supervisor?kind=hang"));
            await viewer.WaitForAsync("episode_complete", viewer.Count);
            await viewer.WaitForAsync("state_update", viewer.Count);
        }
        finally
        {
            await viewer.DisposeAsync();
        }

        town.Process.Signal(Signals.Terminate);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        AssertEachEpisodeIsRecordedOnce(town);
        Assert.Empty(RunDatabase.Numbers(
            town.RunFolder,
            "SELECT episode_id FROM episodes WHERE survival_time <> (SELECT SUM(visit_count) FROM position_heatmap WHERE position_heatmap.episode_id = episodes.episode_id)"));
    }

    [Fact]
    public async Task Run_in_which_every_component_hangs_once_heals_neither_loses_nor_doubles_a_row_and_ends_in_order()
    {
        using var folder = new TemporaryFolder();
        await using var town = await Town.StartAndWaitAsync(
            "--config", EditedPack.WithCheckpointEvery(100, folder, "L1_full_observability"), "--allow-faults", "--no-frontend", "--episodes", "1000000",
            "--hocon", PatientSupervision.In(folder, hangAfter: TimeSpan.FromSeconds(10)));
        foreach (var component in (string[])["trainer", "inference", "checkpoint-publisher", "viewers"])
        {
            await using var viewer = await WireClient.ConnectAsync(town.Port);
            await viewer.WaitForAsync("state_update");
            Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync($"/api/faults/{component}?kind=hang"));
            if (component == "viewers")
            {
                await viewer.WaitForEndAsync();
                await using var next = await WireClient.ConnectAgainAsync(town.Port);
                Assert.Contains((await next.WaitForAsync("connected")).Message.GetProperty("components").EnumerateArray(), status => IsBack(status, component));
                await next.WaitForAsync("episode_complete");
            }
            else
            {
                await viewer.WaitForAsync("server_status", viewer.Count, status => IsBack(status, component));
                await viewer.WaitForAsync("episode_complete", viewer.Count);
                await viewer.WaitForAsync("state_update", viewer.Count);
            }
        }

        Assert.Equal(HttpStatusCode.BadRequest, await town.PostAsync("/api/faults/trainer?kind=nap"));
        Assert.All(
            ["Trainer", "Inference", "Checkpoint publisher", "Viewers"],
            name => Assert.Contains(town.Process.Messages, message => message.Contains($"Warning: {name} has not answered for 10 s: it hangs. Restarting it in 0.5 s.", StringComparison.Ordinal)));
        town.Process.Signal(Signals.Terminate);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains("All systems stopped. Goodbye!", town.Process.OutputText, StringComparison.Ordinal);
        AssertEachEpisodeIsRecordedOnce(town);
    }

    [Fact]
    public async Task Supervisor_that_fails_ends_the_run_in_order_with_everything_saved()
    {
        await using var town = await Town.StartAndWaitAsync("--allow-faults", "--episodes", "1000000");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("episode_complete");

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/supervisor"));

        Assert.Equal(1, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();
        Assert.Contains("[Supervisor] Error: The supervisor failed: The fault switch of the supervisor was tripped. The run ends; records and checkpoints are kept.", town.Process.Messages);
        Assert.Equal("All systems stopped: The supervisor failed: The fault switch of the supervisor was tripped.", town.Process.Messages[^1]);
        var episodes = RunDatabase.Episodes(town.RunFolder);
        Assert.Equal(Enumerable.Range(1, episodes.Count).Select(number => (long)number), episodes);
        Assert.True(File.Exists(Path.Combine(town.RunFolder, "checkpoints", $"checkpoint_ep{episodes.Count:D5}.safetensors")));
        await viewer.WaitForEndAsync();
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable, viewer.CloseStatus);
    }

    [Fact]
    public async Task Process_that_stands_still_for_longer_than_the_limit_blames_no_component()
    {
        using var folder = new TemporaryFolder();
        var limit = TimeSpan.FromSeconds(4);
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--episodes", "1000000", "--hocon", PatientSupervision.In(folder, hangAfter: limit));
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("state_update");

        town.Process.Signal(Signals.Stop);
        // The time that passes is what is tested.
        await Task.Delay(limit * 3);
        town.Process.Signal(Signals.Continue);

        // One comes each second, so that the limit would be over.
        for (var second = 0; second < 6; second++)
        {
            await viewer.WaitForAsync("training_status", viewer.Count);
        }

        Assert.All((await town.GetAsync("/api/status")).GetProperty("components").EnumerateArray(), status =>
        {
            Assert.Equal(0, status.GetProperty("restarts").GetInt32());
            Assert.Equal("ready", status.GetProperty("state").GetString());
        });
    }

    [Fact]
    public async Task Stop_with_a_trainer_that_hangs_keeps_the_newest_checkpoint_and_says_what_is_not_saved()
    {
        using var folder = new TemporaryFolder();
        await using var town = await Town.StartAndWaitAsync(
            "--config", EditedPack.WithCheckpointEvery(10, folder, "L1_full_observability"), "--allow-faults", "--no-frontend", "--episodes", "1000000",
            "--hocon", PatientSupervision.In(folder, hangAfter: TimeSpan.FromSeconds(4)));
        await using (var viewer = await WireClient.ConnectAsync(town.Port))
        {
            await viewer.WaitForAsync("episode_complete", fits: message => message.GetProperty("episode").GetInt32() >= 12);
        }

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/trainer?kind=hang"));
        town.Process.Signal(Signals.Terminate);

        Assert.Equal(0, await town.Process.WaitForExitAsync());
        var said = Assert.Single(town.Process.Messages, message => message.Contains("While stopping: Trainer has not answered for 4 s: it hangs. What was trained after checkpoint_ep", StringComparison.Ordinal));
        var kept = Directory.GetFiles(Path.Combine(town.RunFolder, "checkpoints")).Max(StringComparer.Ordinal)!;
        Assert.Contains(Path.GetFileNameWithoutExtension(kept), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_whose_server_is_stopped_is_noticed_killed_and_restarted_where_it_was()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["checks.conf"], "townlet.frontend.check-interval = 1 s");
        await using var town = await Town.StartAndWaitAsync("--episodes", "1000000", "--hocon", folder["checks.conf"]);
        var vite = Assert.Single(town.Process.Family, process => process.Name == "node" && process.Command.Contains("bin/vite", StringComparison.Ordinal));

        Signals.Send(vite.Id, Signals.Stop);

        var failed = await town.Process.WaitForLineAsync("[Frontend] Warning: Failed:");
        Assert.Contains("left 3 checks in a row unanswered", failed.Text, StringComparison.Ordinal);
        await town.Process.WaitForLineAsync("[Frontend] Back again.");
        Assert.DoesNotContain(town.Process.Family, process => process.Id == vite.Id);
        using var page = await town.Http.GetAsync($"http://127.0.0.1:{town.PagePort}/");
        Assert.True(page.IsSuccessStatusCode);
        var status = (await town.GetAsync("/api/status")).GetProperty("components").EnumerateArray().Single(component => component.GetProperty("component").GetString() == "frontend");
        Assert.Equal(1, status.GetProperty("restarts").GetInt32());
    }

    [Fact]
    public async Task Nobody_can_make_parts_fail_unless_the_user_allowed_it()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend");
        Assert.Equal(HttpStatusCode.NotFound, await town.PostAsync("/api/faults/inference"));
    }

    /// <summary>In the database and in TensorBoard's curve, without a gap.</summary>
    private static void AssertEachEpisodeIsRecordedOnce(Town town)
    {
        var episodes = RunDatabase.Numbers(town.RunFolder, "SELECT episode_id FROM episodes ORDER BY episode_id");
        Assert.Equal(Enumerable.Range(1, episodes.Count).Select(number => (long)number), episodes);
        Assert.Equal(
            episodes,
            EventFileReader.Read(town.RunFolder).Where(value => value.Tag.EndsWith("/Episode/Survival_Time", StringComparison.Ordinal)).Select(value => (long)value.Step));
    }

    private static bool IsBack(System.Text.Json.JsonElement status, string component) =>
        status.GetProperty("component").GetString() == component
        && status.GetProperty("state").GetString() == "ready"
        && status.GetProperty("restarts").GetInt32() == 1;
}
