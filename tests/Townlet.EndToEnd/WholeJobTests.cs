using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

public sealed class WholeJobTests
{
    [Fact]
    public async Task Run_says_what_it_does_trains_to_the_end_and_leaves_its_records()
    {
        const int Episodes = 110;
        await using var town = Town.Start("--config", "configs/L1_full_observability", "--episodes", $"{Episodes}", "--seed", "7");

        // So few lives may be over before the page has loaded: they wait for it.
        await town.Process.WaitForLineAsync("Starting background training...");
        town.Process.Signal(Signals.User1);
        await town.WaitUntilOperationalAsync();
        town.Process.Signal(Signals.User1);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();

        AssertInOrder(
            town.Process.Messages,
            "Unified Server Starting",
            "Config: configs/L1_full_observability",
            $"Episodes: {Episodes}",
            $"Checkpoints: {town.RunFolder}/checkpoints",
            "────",
            "[Training] Starting background training...",
            $"[Inference] Starting WebSocket server on port {town.Port}...",
            $"[Inference] Server ready at ws://localhost:{town.Port}",
            "[Frontend] Starting Vue dev server...",
            $"[Frontend] Dev server ready at http://localhost:{town.PagePort}",
            "────",
            "All systems operational. Press Ctrl+C to stop.",
            "────",
            "[Training] Episodes 1-100: survival mean ",
            $"[Training] Saving checkpoint at episode {Episodes}...",
            "[Inference] Stopping WebSocket server...",
            "[Inference] Server stopped.",
            "[Frontend] Sending SIGTERM to subprocess...",
            "[Frontend] Subprocess terminated.",
            "────",
            "All systems stopped. Goodbye!");
        Assert.Contains(town.Process.Messages, message => message.StartsWith($"[Training] Episode 1/{Episodes} | Survival: ", StringComparison.Ordinal));
        Assert.All(town.Process.Lines, line => Assert.NotNull(line.Message));
        Assert.DoesNotContain(town.Process.Messages, message => message.Contains("Opening browser", StringComparison.Ordinal));
        Assert.DoesNotContain(town.Process.Messages, message => message.Contains("Warning", StringComparison.Ordinal) || message.Contains("Error", StringComparison.Ordinal));

        await Ports.WaitUntilFreeAsync(town.Port);
        await Ports.WaitUntilFreeAsync(town.PagePort);
        AssertRecords(town.RunFolder, Episodes);
    }

    /// <summary>Checks that each part occurs in a later message than the part before.</summary>
    private static void AssertInOrder(IReadOnlyList<string> messages, params string[] parts)
    {
        var position = 0;
        foreach (var part in parts)
        {
            var found = messages.Skip(position).ToList().FindIndex(message => message.Contains(part, StringComparison.Ordinal));
            Assert.True(found >= 0, $"After message {position} there is no '{part}' in:\n{string.Join('\n', messages)}");
            position += found + 1;
        }
    }

    private static void AssertRecords(string folder, int episodes)
    {
        string[] Names(string part) => [.. Directory.EnumerateFiles(Path.Combine(folder, part)).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

        Assert.Equal(["checkpoint_ep00100.safetensors", "checkpoint_ep00110.safetensors"], Names("checkpoints"));
        Assert.Equal(["policy_ep00100.safetensors", "policy_ep00110.safetensors"], Names("policies"));
        Assert.Equal(["affordances.yaml", "bars.yaml", "cascades.yaml", "cues.yaml", "training.yaml"], Names("config"));
        Assert.True(Directory.Exists(Path.Combine(folder, "tensorboard")));

        using var run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "run.json")));
        Assert.Equal("finished", run.RootElement.GetProperty("status").GetString());
        Assert.Equal(episodes, run.RootElement.GetProperty("episodes_completed").GetInt32());
        Assert.Equal(7, run.RootElement.GetProperty("seed").GetInt64());

        Assert.Equal(Enumerable.Range(1, episodes).Select(number => (long)number), RunDatabase.Episodes(folder));
        Assert.Empty(RunDatabase.Numbers(
            folder, "SELECT episode_id FROM episodes WHERE survival_time IS NOT (SELECT sum(visit_count) FROM position_heatmap WHERE episode_id = episodes.episode_id)"));
        Assert.NotEqual(0, RunDatabase.Count(folder, "affordance_visits"));
        Assert.Empty(RunDatabase.Numbers(
            folder, "SELECT count(*) FROM affordance_visits GROUP BY episode_id HAVING sum(from_affordance IS NULL) <> 1"));
    }
}
