using System.Globalization;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Reliability;

/// <summary>
/// What surrounds a run goes away at a random moment: its terminal is closed, GNU timeout ends it, the disk of its log is full when it is asked to stop.
/// Counts how often everything was saved: exit code 0, run.json says stopped, the newest checkpoint holds the last life on record, no process is left.
/// </summary>
/// <param name="program">The host to try.</param>
/// <param name="seed">The seed of the moments.</param>
internal sealed class TerminalBenchmark(string program, int seed)
{
    private const string TrainingBegins = "Starting background training";
    private const double LongestWaitSeconds = 4;

    private readonly Random _random = new(seed);

    /// <returns>Whether all were saved.</returns>
    public async Task<bool> RunAsync(int closedTerminals, int timeouts, int fullLogs) =>
        await CountAsync("closed terminal", closedTerminals, CloseTerminalAsync)
        & await CountAsync("timeout", timeouts, TimeOutAsync)
        & await CountAsync("full log", fullLogs, FillLogAsync);

    private static async Task<bool> CountAsync(string name, int times, Func<TemporaryFolder, Task<string?>> tryOnce)
    {
        var faults = new List<string>();
        for (var time = 0; time < times; time++)
        {
            using var folder = new TemporaryFolder();
            if (await tryOnce(folder).ConfigureAwait(false) is { } fault)
            {
                faults.Add(fault);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {times - faults.Count} of {times} saved"));
        foreach (var fault in faults.GroupBy(fault => fault))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {fault.Count()}: {fault.Key}"));
        }

        return faults.Count == 0;
    }

    private async Task<string?> CloseTerminalAsync(TemporaryFolder folder)
    {
        await using var window = TerminalWindow.Open([program, .. Training(folder)]);
        await window.Process.WaitForLineAsync(TrainingBegins).ConfigureAwait(false);
        await WaitForTheMomentAsync(folder, window.Process).ConfigureAwait(false);
        window.Close();
        await window.WaitUntilGoneAsync().ConfigureAwait(false);
        return FaultOf(window.ExitCode, folder);
    }

    private async Task<string?> TimeOutAsync(TemporaryFolder folder)
    {
        // It passes on a signal of its own in the way that it ends a command whose time is over, which lets the moment be chosen.
        await using var timeout = TownletProcess.Start("timeout", ["--preserve-status", "1h", program, .. Training(folder)], Repository.Root);
        await timeout.WaitForLineAsync(TrainingBegins).ConfigureAwait(false);
        await WaitForTheMomentAsync(folder, timeout).ConfigureAwait(false);
        timeout.Signal(Signals.Terminate);
        var code = await timeout.WaitForExitAsync().ConfigureAwait(false);
        await timeout.WaitUntilNothingIsLeftAsync().ConfigureAwait(false);
        return FaultOf(code, folder);
    }

    private async Task<string?> FillLogAsync(TemporaryFolder folder)
    {
        await using var train = TownletProcess.Start("sh", ["-c", "exec \"$@\" > /dev/full 2>&1", "sh", program, .. Training(folder)], Repository.Root);
        await WaitForTheMomentAsync(folder, train).ConfigureAwait(false);
        if (!train.HasExited)
        {
            train.Signal(Signals.Terminate);
        }

        var code = await train.WaitForExitAsync().ConfigureAwait(false);
        await train.WaitUntilNothingIsLeftAsync().ConfigureAwait(false);
        return FaultOf(code, folder);
    }

    private static string? FaultOf(int? exitCode, TemporaryFolder folder) => exitCode == 0
        ? StoppedRun.FaultOf(folder["run"])
        : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}, {(StoppedRun.FaultOf(folder["run"]) is { } fault ? "not saved" : "saved")}");

    /// <summary>Not before there is a life to save.</summary>
    private async Task WaitForTheMomentAsync(TemporaryFolder folder, TownletProcess process)
    {
        var checkpoints = Path.Combine(folder["run"], "checkpoints");
        await Deadline.WaitUntilAsync(() => process.HasExited || Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, "*.safetensors").Any(), "No checkpoint was written.").ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * LongestWaitSeconds)).ConfigureAwait(false);
    }

    private static IEnumerable<string> Training(TemporaryFolder folder) =>
        ["train", "--config", EditedPack.WithCheckpointEvery(10, folder, "L1_full_observability"), "--episodes", "1000000", "--checkpoint-dir", folder["run"]];
}
