using System.Net.WebSockets;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class StoppingTests
{
    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.HangUp)]
    public async Task Signal_saves_the_run_and_the_same_run_goes_on_with_the_next_episode(int signal)
    {
        // The pack of the first start, not the default one: the second start must find it in the run.
        await using var town = await Town.StartAndWaitAsync("--config", "configs/L0_minimal", "--episodes", "100000", "--no-frontend");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        await viewer.WaitForAsync("episode_complete");
        town.Process.Signal(signal);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();
        await viewer.WaitForEndAsync();
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, viewer.CloseStatus);

        var messages = town.Process.Messages.SkipWhile(message => message != "Shutdown signal received. Gracefully stopping...").ToList();
        var saved = Assert.Single(messages, message => message.StartsWith("[Training] Saving checkpoint at episode ", StringComparison.Ordinal));
        var last = int.Parse(saved.Split(' ')[^1].TrimEnd('.'));
        Assert.Equal(
            [
                "Shutdown signal received. Gracefully stopping...",
                "[Training] Finishing current episode...",
                $"[Training] Saving checkpoint at episode {last}...",
                $"[Training] Training stopped at episode {last}.",
                "[Inference] Stopping WebSocket server...",
                "[Inference] Server stopped.",
                "All systems stopped. Goodbye!",
            ],
            messages.Where(message => !message.Contains('─', StringComparison.Ordinal) && !message.StartsWith("[Training] Episode", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(town.RunFolder, "checkpoints", $"checkpoint_ep{last:D5}.safetensors")));

        var total = last + 5;
        town.StartAgain("--episodes", $"{total}", "--no-frontend");
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains($"[Training] Loaded checkpoint from episode {last}", town.Process.Messages);
        Assert.Contains($"Config: {town.RunFolder}/config", town.Process.Messages);
        Assert.Contains(town.Process.Messages, message => message.StartsWith($"[Training] Episode {last + 1}/{total} | ", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, total).Select(number => (long)number), RunDatabase.Episodes(town.RunFolder));
    }

    [Fact]
    public async Task Run_that_is_started_again_keeps_its_number_of_episodes_and_says_when_it_is_done()
    {
        await using var town = Town.Start("--episodes", "2", "--no-frontend");
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        town.StartAgain("--no-frontend");
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains("Episodes: 2", town.Process.Messages);
        Assert.Contains("[Training] All 2 episodes are already done. Ask for more with --episodes.", town.Process.Messages);
        Assert.Equal([1, 2], RunDatabase.Episodes(town.RunFolder));
    }

    [Fact]
    public async Task Run_that_another_process_trains_is_refused_until_that_one_is_gone()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend");
        await using (var other = TownletProcess.Start("train", "--checkpoint-dir", town.RunFolder, "--episodes", "2"))
        {
            Assert.Equal(2, await other.WaitForExitAsync());
            Assert.StartsWith($"Another Townlet trains in {town.RunFolder} at this moment.", other.ErrorText, StringComparison.Ordinal);
        }

        town.Process.Signal(Signals.Kill);
        await town.Process.WaitForExitAsync();
        await using var next = TownletProcess.Start("train", "--checkpoint-dir", town.RunFolder, "--episodes", "2");
        Assert.Equal(0, await next.WaitForExitAsync());
    }

    [Fact]
    public async Task Run_that_was_started_to_outlive_its_terminal_does()
    {
        using var folder = new TemporaryFolder();
        await using var train = TownletProcess.Start(
            "/bin/sh", ["-c", "trap '' HUP; exec \"$@\"", "sh", Repository.Program, "train", "--checkpoint-dir", folder["run"], "--episodes", "60"], Repository.Root);
        await train.WaitForLineAsync("Starting background training...");
        train.Signal(Signals.HangUp);
        Assert.Equal(0, await train.WaitForExitAsync());
        Assert.Equal(60, RunDatabase.Count(folder["run"], "episodes"));
    }

    [Fact]
    public async Task Page_goes_with_the_run()
    {
        await using var town = await Town.StartAndWaitAsync();
        town.Process.Signal(Signals.Terminate);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();
        Assert.Contains("[Frontend] Subprocess terminated.", town.Process.Messages);
        await Ports.WaitUntilFreeAsync(town.PagePort);
    }

    [Theory]
    [InlineData("Unified Server Starting")]
    [InlineData("Starting background training")]
    [InlineData("Starting Vue dev server")]
    public async Task Signal_during_the_start_stops_as_later(string line)
    {
        await using var town = Town.Start();
        await town.Process.WaitForLineAsync(line);
        town.Process.Signal(Signals.Interrupt);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();
        Assert.Equal("All systems stopped. Goodbye!", town.Process.Messages[^1]);
    }

    [Fact]
    public async Task Viewer_that_does_not_answer_the_goodbye_delays_the_end_and_no_more()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend");
        using var mute = await MuteViewer.JoinAsync(town.Port);
        town.Process.Signal(Signals.Interrupt);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Equal("All systems stopped. Goodbye!", town.Process.Messages[^1]);
    }

    [Fact]
    public async Task Second_signal_ends_at_once()
    {
        await using var town = await Town.StartAndWaitAsync();
        using var mute = await MuteViewer.JoinAsync(town.Port);
        town.Process.Signal(Signals.Interrupt);
        await town.Process.WaitForLineAsync("Stopping WebSocket server...");
        // It waits for the mute viewer now. What comes within half a second belongs to the first Ctrl+C; a user presses until it works.
        await Deadline.WaitUntilAsync(() => !Signals.TrySend(town.Process.Id, Signals.Interrupt) || town.Process.HasExited, "It does not end.");
        Assert.Equal(130, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();
        Assert.Contains("Second signal received. Stopping at once.", town.Process.Messages);
    }

    [Fact]
    public async Task Nothing_outlives_a_killed_host()
    {
        await using var town = await Town.StartAndWaitAsync();
        Assert.Contains(town.Process.Family, process => process.Command.Contains("vite", StringComparison.Ordinal));
        town.Process.Signal(Signals.Kill);
        await town.Process.WaitUntilNothingIsLeftAsync();
        await Ports.WaitUntilFreeAsync(town.PagePort);
    }

    [Theory]
    [InlineData("townlet-guard")]
    [InlineData("bin/vite")]
    public async Task Page_comes_back_when_a_part_of_it_is_killed(string command)
    {
        await using var town = await Town.StartAndWaitAsync();
        var before = town.Process.Family.Where(process => process.Id != town.Process.Id).ToList();
        var victim = before.Where(process => process.Command.Contains(command, StringComparison.Ordinal)).MinBy(process => process.Id);
        Assert.NotNull(victim);
        Signals.Send(victim.Id, Signals.Kill);

        await town.Process.WaitForLineAsync("[Frontend] Back again.");
        var after = await town.Process.WaitForFamilyAsync(
            family => !family.Any(process => before.Any(old => old.Id == process.Id)), "all of the old page is gone");
        Assert.Contains(after, process => process.Command.Contains("bin/vite", StringComparison.Ordinal));
        // Where it was before, so that open pages find it again.
        using var page = await town.Http.GetAsync($"http://127.0.0.1:{town.PagePort}/");
        Assert.True(page.IsSuccessStatusCode);

        town.Process.Signal(Signals.Interrupt);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await town.Process.WaitUntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Output_that_nobody_reads_any_more_does_not_end_the_run()
    {
        using var folder = new TemporaryFolder();
        await using var shell = TownletProcess.Start(
            "/bin/sh",
            ["-c", "\"$@\" | head -n 1; wait", "sh", Repository.Program, "run", "--checkpoint-dir", folder["run"], "--port", $"{Ports.Free()}", "--episodes", "20", "--no-frontend"],
            Repository.Root);
        await shell.WaitForExitAsync();
        await shell.WaitUntilNothingIsLeftAsync();
        Assert.Equal(20, RunDatabase.Count(folder["run"], "episodes"));
    }
}
