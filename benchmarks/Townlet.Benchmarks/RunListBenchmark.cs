using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Processes;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.Runs.Metrics;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Benchmarks;

/// <summary>Measures <c>townlet runs</c> with many runs, as seconds of the whole program. Half of them have ended and half were killed, so that their records must be read.</summary>
internal static class RunListBenchmark
{
    private const int Episodes = 1000;
    private const int Times = 7;

    /// <param name="runs">Number of runs.</param>
    public static async Task RunAsync(int runs)
    {
        using var root = new TemporaryFolder();
        Console.WriteLine($"Making {runs} runs of {Episodes} episodes each...");
        var pack = ChangedPack.Read(Repository.Pack("L0_minimal"), []);
        for (var run = 0; run < runs; run++)
        {
            Make(RunFolder.Create(root.Path, pack, DateTimeOffset.UnixEpoch.AddHours(run)), killed: run % 2 == 0);
        }

        var seconds = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            var clock = Stopwatch.StartNew();
            await using var listing = TownletProcess.Start("runs", "--root", root.Path);
            var code = await listing.WaitForExitAsync().ConfigureAwait(false);
            seconds.Add(clock.Elapsed.TotalSeconds);
            if (code != 0 || listing.Lines.Count != runs + 1)
            {
                throw new InvalidOperationException($"'townlet runs' ended with {code} and {listing.Lines.Count} lines.");
            }
        }

        seconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} runs listed in {seconds[Times / 2]:0.00} s   min {seconds[0]:0.00}   max {seconds[^1]:0.00}   ({Times} times)"));
    }

    private static void Make(RunFolder folder, bool killed)
    {
        var manifest = Records.Manifest(killed ? RunStatus.Running : RunStatus.Finished) with { EpisodesWanted = Episodes };
        (killed ? manifest : manifest with { EpisodesCompleted = Episodes, BestSurvival = Episodes }).Write(folder);
        using var database = new MetricsDatabase(folder.MetricsDatabase);
        database.Append([.. Enumerable.Range(1, Episodes).Select(Row)], []);
    }

    private static EpisodeRow Row(int number) =>
        Records.Episode(number, length: number) with { Positions = [.. Enumerable.Range(0, 20).Select(cell => new CellVisits(cell, 0, 1, 0))] };
}
