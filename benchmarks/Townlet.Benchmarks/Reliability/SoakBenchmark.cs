using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Reliability;

/// <summary>A long run under fire: short lives, viewers that come and go, and a fault every few seconds. What it costs in memory, and whether a life is lost.</summary>
internal static class SoakBenchmark
{
    private const int MostViewers = 30;
    private const int StepCap = 60;

    private static readonly string[] _components = ["inference", "trainer", "inference", "frontend", "inference", "trainer"];

    /// <returns>Whether every life is recorded once, and nothing is left of the run.</returns>
    public static async Task<bool> RunAsync(int episodes)
    {
        await using var fire = await TownUnderFire.StartAsync(
            folder => EditedPack.With(
                folder, "L1_full_observability", ("curriculum", "max_steps_per_episode", StepCap), ("training", "checkpoint_every", 50)),
            "--episodes", $"{episodes}").ConfigureAwait(false);
        await using var witness = await GapViewer.ConnectAsync(fire.Town.Port).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        using var over = new CancellationTokenSource();
        var viewers = ComeAndGoAsync(fire.Town.Port, over.Token);
        var faults = BreakAsync(fire, over.Token);
        var memory = MeasureAsync(fire, clock, over.Token);

        var exitCode = await fire.Town.Process.WaitForExitAsync(TimeSpan.FromMinutes(30)).ConfigureAwait(false);
        var longest = witness.LongestGap;
        await over.CancelAsync().ConfigureAwait(false);
        var (joined, broken) = (await viewers.ConfigureAwait(false), await faults.ConfigureAwait(false));
        await memory.ConfigureAwait(false);
        await fire.Town.Process.WaitUntilNothingIsLeftAsync().ConfigureAwait(false);

        var recorded = RunDatabase.Numbers(fire.Town.RunFolder, "SELECT episode_id FROM episodes ORDER BY episode_id");
        var lost = Enumerable.Range(1, episodes).Select(number => (long)number).Except(recorded).Count();
        var twice = recorded.Count - recorded.Distinct().Count();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{episodes} episodes in {clock.Elapsed.TotalSeconds:0} s, exit code {exitCode}, {broken} faults, {joined} viewers came and went, longest wait for a frame {longest.TotalSeconds:0.00} s, episodes lost {lost}, recorded twice {twice}, processes left 0"));
        return exitCode == 0 && lost == 0 && twice == 0;
    }

    private static async Task<int> ComeAndGoAsync(int port, CancellationToken over)
    {
        var random = new Random(1);
        var here = new List<GapViewer>();
        var joined = 0;
        while (!over.IsCancellationRequested)
        {
            try
            {
                if (here.Count == MostViewers || (here.Count > 0 && random.Next(2) == 0))
                {
                    var leaving = random.Next(here.Count);
                    await here[leaving].DisposeAsync().ConfigureAwait(false);
                    here.RemoveAt(leaving);
                }
                else
                {
                    here.Add(await GapViewer.ConnectAsync(port).ConfigureAwait(false));
                    joined++;
                }

                await Task.Delay(random.Next(50, 200), over).ConfigureAwait(false);
            }
            catch (Exception end) when (end is OperationCanceledException or System.Net.WebSockets.WebSocketException)
            {
                // The run is over, or about to be.
                break;
            }
        }

        foreach (var viewer in here)
        {
            await viewer.DisposeAsync().ConfigureAwait(false);
        }

        return joined;
    }

    private static async Task<int> BreakAsync(TownUnderFire fire, CancellationToken over)
    {
        var random = new Random(2);
        var broken = 0;
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(random.Next(1000, 4000), over).ConfigureAwait(false);
                await fire.Town.PostAsync($"/api/faults/{_components[broken % _components.Length]}").ConfigureAwait(false);
                broken++;
            }
            catch (Exception end) when (end is OperationCanceledException or HttpRequestException)
            {
                break;
            }
        }

        return broken;
    }

    private static async Task MeasureAsync(TownUnderFire fire, Stopwatch clock, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                var episode = await fire.EpisodeAsync().ConfigureAwait(false);
                using var process = Process.GetProcessById(fire.Town.Process.Id);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{clock.Elapsed.TotalSeconds,6:0} s   episode {episode,6}   resident {process.WorkingSet64 / 1048576.0,7:0.0} MiB   threads {process.Threads.Count}"));
                await Task.Delay(TimeSpan.FromSeconds(5), over).ConfigureAwait(false);
            }
            catch (Exception end) when (end is OperationCanceledException or HttpRequestException or ArgumentException or InvalidOperationException)
            {
                break;
            }
        }
    }
}
