using System.Net;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class ControlTests
{
    [Fact]
    public async Task Checkpoint_is_taken_when_somebody_asks_also_while_training_is_paused()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "1000000");
        await town.Process.WaitForLineAsync("[Training] Episode 1/");

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/training/pause"));
        await town.Process.WaitForLineAsync("[Training] Paused at episode ");
        var training = await town.TrainingAsync();
        Assert.True(training.GetProperty("paused").GetBoolean());
        var episode = training.GetProperty("current_episode").GetInt32();

        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/training/checkpoint"));
        await Deadline.WaitUntilAsync(() => File.Exists(Path.Combine(town.RunFolder, "checkpoints", $"checkpoint_ep{episode:00000}.safetensors")), "no checkpoint came");
        Assert.Equal(episode, (await town.TrainingAsync()).GetProperty("current_episode").GetInt32());
        Assert.Contains(
            (await town.GetAsync("/api/policies")).GetProperty("policies").EnumerateArray(),
            policy => policy.GetProperty("name").GetString() == $"policy_ep{episode:00000}" && policy.GetProperty("episode").GetInt32() == episode);
    }

    [Fact]
    public async Task Town_that_stays_is_served_after_the_last_episode_until_somebody_stops_it()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "3", "--stay");
        await town.Process.WaitForLineAsync("Training is done: 3 episodes.");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("state_update");
        Assert.False((await town.TrainingAsync()).GetProperty("is_training").GetBoolean());
        foreach (var command in (string[])["pause", "resume", "checkpoint"])
        {
            using var refused = await town.Http.PostAsync(town.Address($"/api/training/{command}"), content: null);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("Training is done: all 3 episodes are lived.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        town.Process.Signal(Signals.Terminate);

        Assert.Equal(0, await town.Process.WaitForExitAsync());
    }

    [Fact]
    public async Task Command_to_a_trainer_that_is_down_is_refused_for_now()
    {
        using var settings = new TemporaryFolder();
        await using var town = await Town.StartAndWaitAsync(
            "--no-frontend", "--allow-faults", "--config", "configs/L0_minimal", "--episodes", "1000000", "--hocon", PatientSupervision.In(settings, outage: TimeSpan.FromMinutes(5)));
        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/trainer"));
        await town.Process.WaitForLineAsync("[Training] Warning: Failed: The fault switch of the trainer was tripped.");

        using var refused = await town.Http.PostAsync(town.Address("/api/training/pause"), content: null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("not running at the moment", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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
