using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Processes;

namespace Townlet.Benchmarks.Experiments;

/// <summary>What an experiment costs beside its runs: the same runs with the same seeds, once as an experiment and once by hand, as many at a time, in turns.</summary>
/// <param name="pack">The pack's folder.</param>
/// <param name="episodes">Lives of each run.</param>
/// <param name="runs">Number of runs.</param>
/// <param name="parallel">At a time.</param>
internal sealed class OverheadBenchmark(string pack, int episodes, int runs, int parallel)
{
    /// <param name="turns">How often both are measured.</param>
    public async Task RunAsync(int turns)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pack}: {runs} runs of {episodes} lives, {parallel} at a time"));
        Console.WriteLine("| turn | experiment, s | by hand, s | ratio |");
        Console.WriteLine("|---|---|---|---|");
        var ratios = new List<double>();
        for (var turn = 1; turn <= turns; turn++)
        {
            using var folder = new TemporaryFolder();
            var name = string.Create(CultureInfo.InvariantCulture, $"turn-{turn}");
            var experiment = await TimeAsync(() => EndAsync(
                folder.Path, "train", "--experiment-name", name, "--config", pack, "--seed", Text(turn), "--runs", Text(runs), "--parallel", Text(parallel), "--episodes", Text(episodes)));
            var seeds = await SeedsAsync(folder.Path, name);
            var byHand = await TimeAsync(() => Parallel.ForEachAsync(
                seeds,
                new ParallelOptions { MaxDegreeOfParallelism = parallel },
                async (seed, _) => await EndAsync(
                    folder.Path, "train", "--config", pack, "--seed", seed, "--episodes", Text(episodes), "--checkpoint-dir", folder[$"by-hand-{seed}"], "--log-format", "json")));
            ratios.Add(experiment / byHand);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {turn} | {experiment:0.0} | {byHand:0.0} | {experiment / byHand:0.000} |"));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {ratios[ratios.Count / 2]:0.000}, from {ratios[0]:0.000} to {ratios[^1]:0.000} (required: at most 1.03)"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task EndAsync(string folder, params string[] arguments)
    {
        await using var program = TownletProcess.Start(Repository.Program, arguments, folder);
        if (await program.WaitForExitAsync(TimeSpan.FromHours(1)) != 0)
        {
            throw new InvalidOperationException($"townlet {string.Join(' ', arguments)} failed.\n{program.Transcript()}");
        }
    }

    private static async Task<string[]> SeedsAsync(string folder, string name)
    {
        await using var report = TownletProcess.Start(Repository.Program, ["report", name, "--json"], folder);
        await report.WaitForExitAsync();
        return [.. JsonDocument.Parse(report.OutputText).RootElement.GetProperty("arms")[0].GetProperty("runs").EnumerateArray().Select(run => Text(run.GetProperty("seed").GetUInt64()))];
    }

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
