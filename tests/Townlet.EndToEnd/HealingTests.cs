using System.Net;

namespace Townlet.EndToEnd;

public sealed class HealingTests
{
    [Fact]
    public async Task Crashed_inference_comes_back_while_training_goes_on_and_viewers_stay()
    {
        await using var town = await Town.StartAndWaitAsync("--allow-faults", "--no-frontend", "--episodes", "1000000");
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
    public async Task Page_that_was_made_to_fail_comes_back()
    {
        await using var town = await Town.StartAndWaitAsync("--allow-faults");
        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/frontend"));
        await town.Process.WaitForLineAsync("[Frontend] Back again.");
        Assert.Equal(HttpStatusCode.NotFound, await town.PostAsync("/api/faults/recorder"));
    }

    [Fact]
    public async Task Nobody_can_make_parts_fail_unless_the_user_allowed_it()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend");
        Assert.Equal(HttpStatusCode.NotFound, await town.PostAsync("/api/faults/inference"));
    }
}
