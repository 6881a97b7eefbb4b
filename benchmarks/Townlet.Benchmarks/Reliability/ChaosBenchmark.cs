using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Reliability;

/// <summary>
/// Whether an experiment whose processes are killed and suspended ends as one that nobody disturbed. The same experiment runs once in peace and then, for each seed of moments, with a coordinator and
/// several workers that have separate folders and share a store, while a process dies, is suspended for longer than its lease or is stopped every few seconds. Every row, the last
/// checkpoint's tensors and the result of every trial must be equal, each counted once, and nothing may be left running.
/// </summary>
/// <param name="trials">Runs of the one arm.</param>
/// <param name="workers">Beside the coordinator's own.</param>
/// <param name="episodes">Lives of each run.</param>
internal sealed class ChaosBenchmark(int trials, int workers, int episodes)
{
    private const string Name = "chaos";
    private const int LeaseSeconds = 4;
    private const int MarginSeconds = 2;

    /// <returns>Whether all disturbed experiments came to the same as the undisturbed one.</returns>
    /// <param name="seeds">Of the moments, one for each disturbed experiment.</param>
    public async Task<bool> RunAsync(IReadOnlyList<int> seeds)
    {
        using var packs = new TemporaryFolder();
        var settings = packs["chaos.conf"];
        await File.WriteAllTextAsync(settings, string.Create(
            CultureInfo.InvariantCulture, $"townlet.experiments {{ lease = {LeaseSeconds} s, margin = {MarginSeconds} s, ship-interval = 1 s }}"));
        string[] experiment =
        [
            "train", "--experiment-name", Name, "--config", EditedPack.WithCheckpointEvery(10, packs, "L0_minimal"), "--seed", "1",
            "--runs", trials.ToString(CultureInfo.InvariantCulture), "--episodes", episodes.ToString(CultureInfo.InvariantCulture), "--hocon", settings,
        ];
        using var peace = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        await using (var undisturbed = TownletProcess.Start(Repository.Program, [.. experiment, "--parallel", "2"], peace.Path))
        {
            if (await undisturbed.WaitForExitAsync(TimeSpan.FromMinutes(20)) != 0)
            {
                throw new InvalidOperationException($"The undisturbed experiment failed.\n{undisturbed.Transcript()}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"undisturbed: {trials} trials of {episodes} lives in {clock.Elapsed.TotalSeconds:0} s"));
        Console.WriteLine("| seed | seconds | workers killed | coordinator killed | suspended beyond the lease | stopped | trials that moved | different | result |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var expected = await ReportAsync(peace.Path);
        var allEqual = true;
        foreach (var seed in seeds)
        {
            allEqual &= await DisturbAsync(seed, experiment, settings, peace.Path, expected);
        }

        return allEqual;
    }

    private async Task<bool> DisturbAsync(int seed, string[] experiment, string settings, string peace, JsonElement expected)
    {
        using var chaos = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        var port = Ports.Free().ToString(CultureInfo.InvariantCulture);
        string[] store = ["--store", chaos["store"], "--hocon", settings];
        var coordinator = new RestartedProgram([.. experiment, "--parallel", "1", "--cluster-port", port, "--store", chaos["store"]], chaos.Path);
        var parts = Enumerable.Range(1, workers)
            .Select(number => new RestartedProgram(
                ["worker", "--join", $"127.0.0.1:{port}", "--slots", "1", "--node", $"worker-{number}", "--root", chaos[$"worker-{number}"], .. store], chaos.Path))
            .ToArray();
        var log = new Disturbances(new Random(seed), TimeSpan.FromSeconds(LeaseSeconds + MarginSeconds + 2));
        try
        {
            await log.UntilItEndsAsync(coordinator, parts, TimeSpan.FromMinutes(20));
            foreach (var worker in parts)
            {
                await worker.StopAsync();
            }

            await coordinator.WaitUntilNothingIsLeftAsync();
            var report = await ReportAsync(chaos.Path);
            var (moved, different) = Compare(expected, report, peace, chaos.Path);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {seed} | {clock.Elapsed.TotalSeconds:0} | {log.WorkersKilled} | {log.CoordinatorsKilled} | {log.Suspended} | {log.Stopped} | {moved} | {different.Count} | {(different.Count == 0 ? "equal" : string.Join("; ", different))} |"));
            return different.Count == 0;
        }
        finally
        {
            await coordinator.DisposeAsync();
            foreach (var worker in parts)
            {
                await worker.DisposeAsync();
            }
        }
    }

    /// <summary>Reads the journal once more from its first event: a result that was counted twice would not be read.</summary>
    private static async Task<JsonElement> ReportAsync(string folder)
    {
        await using var report = TownletProcess.Start(Repository.Program, ["report", Name, "--json"], folder);
        return await report.WaitForExitAsync() == 0
            ? JsonDocument.Parse(report.OutputText).RootElement.GetProperty("arms")[0]
            : throw new InvalidOperationException($"The report failed.\n{report.Transcript()}");
    }

    private static (int Moved, List<string> Different) Compare(JsonElement expected, JsonElement report, string peace, string chaos)
    {
        var moved = 0;
        var different = new List<string>();
        foreach (var (should, run) in expected.GetProperty("runs").EnumerateArray().Zip(report.GetProperty("runs").EnumerateArray()))
        {
            moved += run.GetProperty("epoch").GetInt32() > 1 ? 1 : 0;
            var folder = run.GetProperty("folder").GetString()!;
            var difference = run.GetProperty("final").GetRawText() != should.GetProperty("final").GetRawText()
                ? $"result {run.GetProperty("final")} against {should.GetProperty("final")}"
                : RunContent.Of(FolderOf(chaos, folder)).DifferenceFrom(RunContent.Of(FolderOf(peace, folder)));
            if (difference is not null)
            {
                different.Add($"{folder}: {difference}");
            }
        }

        return (moved, different);

        static string FolderOf(string root, string run) => Path.Combine(root, "runs", Name, run);
    }
}
