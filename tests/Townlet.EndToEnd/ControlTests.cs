using System.Net;

namespace Townlet.EndToEnd;

public sealed class ControlTests
{
    [Fact]
    public async Task Training_pauses_and_goes_on_by_signal_and_by_api_and_a_checkpoint_is_taken_meanwhile()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "1000000");
        await town.Process.WaitForLineAsync("[Training] Episode 1/");

        town.Process.Signal(Signals.User1);
        await town.Process.WaitForLineAsync("[Training] Paused at episode ");
        var training = (await town.GetAsync("/api/status")).GetProperty("training");
        Assert.True(training.GetProperty("paused").GetBoolean());
        var episode = training.GetProperty("current_episode").GetInt32();

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/training/checkpoint"));
        await Deadline.WaitUntilAsync(() => File.Exists(Path.Combine(town.RunFolder, "checkpoints", $"checkpoint_ep{episode:00000}.safetensors")), "no checkpoint came");
        Assert.Equal(episode, (await town.GetAsync("/api/status")).GetProperty("training").GetProperty("current_episode").GetInt32());
        Assert.Contains(
            (await town.GetAsync("/api/policies")).GetProperty("policies").EnumerateArray(),
            policy => policy.GetProperty("name").GetString() == $"policy_ep{episode:00000}" && policy.GetProperty("episode").GetInt32() == episode);

        town.Process.Signal(Signals.User1);
        await town.Process.WaitForLineAsync("[Training] Training goes on.");
        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/training/pause"));
        await Deadline.WaitUntilAsync(() => Count("[Training] Paused at episode ") == 2, "training was not paused again");
        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/training/resume"));
        await Deadline.WaitUntilAsync(() => Count("[Training] Training goes on.") == 2, "training did not go on");

        int Count(string beginning) => town.Process.Messages.Count(message => message.StartsWith(beginning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Town_that_stays_is_served_after_the_last_episode_until_somebody_stops_it()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "3", "--stay");
        await town.Process.WaitForLineAsync("Training is done: 3 episodes.");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("state_update");
        Assert.False((await town.GetAsync("/api/status")).GetProperty("training").GetProperty("is_training").GetBoolean());

        town.Process.Signal(Signals.Terminate);

        Assert.Equal(0, await town.Process.WaitForExitAsync());
    }

    [Fact]
    public async Task Run_that_is_gone_on_with_keeps_the_number_of_episodes_that_it_began_with()
    {
        await using var town = Town.Start("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "3");
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await town.Process.DisposeAsync();

        town.StartAgain("--no-frontend");

        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains("Episodes: 3", town.Process.Messages);
        Assert.Contains("[Training] All 3 episodes are already done. Ask for more with --episodes.", town.Process.Messages);
    }

    [Fact]
    public async Task Log_in_json_is_one_object_a_line_from_the_first_to_the_last()
    {
        await using var town = Town.Start("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "3", "--log-format", "json");
        Assert.Equal(0, await town.Process.WaitForExitAsync());

        var lines = town.Process.Lines.Where(line => !line.IsError).Select(line => System.Text.Json.JsonDocument.Parse(line.Text).RootElement).ToList();

        Assert.All(lines, line => Fields.AssertPresent(line, "time component severity text"));
        Assert.Equal("All systems stopped. Goodbye!", lines[^1].GetProperty("text").GetString());
        Assert.Contains(lines, line => line.GetProperty("component").GetString() == "trainer");
        Assert.Equal("", town.Process.ErrorText);
    }
}
