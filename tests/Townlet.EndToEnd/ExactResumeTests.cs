using System.Net;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class ExactResumeTests
{
    /// <param name="pack">A pack of configs/.</param>
    /// <param name="network">Name of the network type.</param>
    /// <param name="episodes">Number of lives of all agents together.</param>
    /// <param name="cap">The step cap.</param>
    [Theory]
    [InlineData("L1_full_observability", "simple", 300, 200)]
    [InlineData("L3_temporal_mechanics", "recurrent", 60, 60)]
    public async Task Run_interrupted_five_times_ends_as_one_that_never_was(string pack, string network, int episodes, int cap)
    {
        using var packs = new TemporaryFolder();
        string[] run = ["--config", Eventful(packs, pack, network, episodes, cap), "--episodes", $"{episodes}", "--seed", "11", "--no-frontend"];
        await using var whole = Town.Start(run);
        Assert.Equal(0, await whole.Process.WaitForExitAsync());

        await using var town = Town.Start([.. run, "--allow-faults"]);
        // The first kill comes before the first checkpoint, so that the run begins again; the others come between two checkpoints.
        await InterruptAsync(town, episodes / 30, Signals.Kill);
        await GoOnAsync(town, episodes);
        await InterruptAsync(town, episodes * 7 / 30, Signals.Interrupt);
        await GoOnAsync(town, episodes);
        await WaitForEpisodeAsync(town, episodes * 13 / 30);
        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/faults/trainer"));
        await town.Process.WaitForLineAsync("[Training] Back again.");
        await InterruptAsync(town, episodes * 19 / 30, Signals.Kill);
        await GoOnAsync(town, episodes);
        await InterruptAsync(town, episodes * 25 / 30, Signals.Terminate);
        await GoOnAsync(town, episodes);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains(town.Process.Messages, message => message.StartsWith("[Training] Restored: ", StringComparison.Ordinal) && message.EndsWith(" 6 random generators", StringComparison.Ordinal));

        var expected = RunContent.Of(whole.RunFolder);
        var difference = RunContent.Of(town.RunFolder).DifferenceFrom(expected);
        Assert.True(difference is null, difference);
        Assert.Equal(episodes, expected.Rows["episodes"].Count);
        Assert.NotEmpty(expected.Rows["curriculum_transitions"]);
        Assert.Single(expected.Rows["system_state"], row => row.StartsWith("generalization_test ", StringComparison.Ordinal));
        Assert.Equal($"checkpoint_ep{episodes:D5}.safetensors", expected.Checkpoint);
    }

    /// <summary>Much happens in few lives: agents change stages, places are shuffled, replay wraps, the weight of novelty falls.</summary>
    private static string Eventful(TemporaryFolder folder, string pack, string network, int episodes, int cap) => EditedPack.With(
        folder,
        pack,
        ("population", "num_agents", 3),
        ("population", "network_type", network),
        ("population", "train_frequency", 4),
        ("population", "replay_buffer_capacity", episodes * cap / 20),
        ("curriculum", "max_steps_per_episode", cap),
        ("curriculum", "survival_advance_threshold", 0.4),
        ("curriculum", "min_steps_at_stage", 100),
        ("exploration", "initial_intrinsic_weight", 0.1),
        ("exploration", "variance_threshold", 100000.0),
        ("exploration", "survival_window", 10),
        ("training", "checkpoint_every", episodes / 12),
        ("training", "generalization_test_at", episodes * 2 / 5),
        ("training", "shuffle_places_every", 7));

    private static async Task WaitForEpisodeAsync(Town town, int episode)
    {
        await town.WaitUntilOperationalAsync();
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("episode_complete", fits: message => message.GetProperty("episode").GetInt32() >= episode);
    }

    private static async Task InterruptAsync(Town town, int atEpisode, int signal)
    {
        await WaitForEpisodeAsync(town, atEpisode);
        Assert.False(town.Process.HasExited, "The run was over before it could be interrupted.");
        town.Process.Signal(signal);
        Assert.Equal(signal == Signals.Kill ? 128 + signal : 0, await town.Process.WaitForExitAsync());
        await Ports.WaitUntilFreeAsync(town.Port);
    }

    private static async Task GoOnAsync(Town town, int episodes)
    {
        await town.Process.DisposeAsync();
        town.StartAgain("--episodes", $"{episodes}", "--no-frontend", "--allow-faults");
    }
}
