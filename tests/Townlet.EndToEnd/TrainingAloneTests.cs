using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

public sealed class TrainingAloneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Training_ends_by_itself_with_a_whole_run_that_can_be_evaluated_and_gone_on_with()
    {
        var run = _folder["run"];
        await using (var training = Train("--config", "configs/L0_minimal", "--episodes", "12", "--seed", "7", "--checkpoint-dir", run))
        {
            Assert.Equal(0, await training.WaitForExitAsync());
            await training.WaitUntilNothingIsLeftAsync();
            Assert.Equal("", training.ErrorText);
            Assert.Equal("Config: configs/L0_minimal", training.Messages[1]);
            Assert.Equal("Episodes: 12", training.Messages[2]);
            Assert.Contains("[Training] Starting background training...", training.Messages);
            Assert.Contains("[Training] Saving checkpoint at episode 12...", training.Messages);
            Assert.Equal("All systems stopped. Goodbye!", training.Messages[^1]);
            Assert.Contains(training.Messages, message => message.StartsWith("[Training] Episode 1/12 | Survival: ", StringComparison.Ordinal));
            Assert.DoesNotContain(training.Messages, message => message.Contains("Inference", StringComparison.Ordinal) || message.Contains("Frontend", StringComparison.Ordinal));
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), RunDatabase.Episodes(run));
        Assert.True(File.Exists(Path.Combine(run, "checkpoints", "checkpoint_ep00012.safetensors")));
        Assert.True(File.Exists(Path.Combine(run, "config", "training.yaml")));
        using (var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(run, "run.json"))))
        {
            Assert.Equal("finished", manifest.RootElement.GetProperty("status").GetString());
            Assert.Equal(7, manifest.RootElement.GetProperty("seed").GetInt64());
        }

        await using (var evaluation = TownletProcess.Start("eval", "--checkpoint", run, "--lives", "10", "--json"))
        {
            Assert.Equal(0, await evaluation.WaitForExitAsync());
            var figures = JsonDocument.Parse(evaluation.OutputText).RootElement;
            Assert.Equal("policy_ep00012", figures.GetProperty("policy").GetString());
            Assert.Equal("L0_minimal", figures.GetProperty("pack").GetString());
            Assert.Equal(10, figures.GetProperty("lives").GetInt32());
            Assert.InRange(figures.GetProperty("mean").GetDouble(), 1, 367);
        }

        await using var further = Train("--checkpoint-dir", run, "--episodes", "14");
        Assert.Equal(0, await further.WaitForExitAsync());
        Assert.Equal(Enumerable.Range(1, 14).Select(number => (long)number), RunDatabase.Episodes(run));
    }

    [Fact]
    public async Task No_port_is_opened_and_ctrl_c_saves_the_run()
    {
        using var listener = Ports.Taken(out var port);
        Assert.Contains(port, Ports.ListenedOnBy(Environment.ProcessId));
        var run = _folder["run"];
        await using var training = Train("--config", "configs/L0_minimal", "--episodes", "1000000", "--checkpoint-dir", run);
        await training.WaitForLineAsync("All systems operational. Press Ctrl+C to stop.");
        var process = Assert.Single(training.Family);
        Assert.Empty(Ports.ListenedOnBy(process.Id));

        training.Signal(Signals.Interrupt);

        Assert.Equal(0, await training.WaitForExitAsync());
        await training.WaitUntilNothingIsLeftAsync();
        var end = training.Messages.SkipWhile(message => message != "Shutdown signal received. Gracefully stopping...").ToList();
        Assert.Contains("[Training] Finishing current episode...", end);
        Assert.Contains(end, message => message.StartsWith("[Training] Saving checkpoint at episode ", StringComparison.Ordinal));
        Assert.Equal("All systems stopped. Goodbye!", end[^1]);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(run, "checkpoints")));
    }

    [Theory]
    [InlineData("--checkpoint", "nowhere.safetensors")]
    [InlineData("--policy", "clever")]
    [InlineData("--policy", "random", "--config", "nowhere")]
    [InlineData("--policy", "random", "--config", "configs/L0_minimal", "--lives", "0")]
    public async Task What_cannot_be_evaluated_is_named(params string[] arguments)
    {
        await using var evaluation = TownletProcess.Start(["eval", .. arguments]);
        Assert.Equal(2, await evaluation.WaitForExitAsync());
        Assert.Contains(arguments[^1], evaluation.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", evaluation.OutputText);
    }

    private static TownletProcess Train(params IEnumerable<string> arguments) => TownletProcess.Start(["train", .. arguments]);
}
