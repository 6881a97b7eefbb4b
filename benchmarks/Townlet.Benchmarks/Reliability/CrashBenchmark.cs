using System.Globalization;

namespace Townlet.Benchmarks.Reliability;

/// <summary>Makes inference fail again and again while viewers watch: how long each waits for the next frame, whether any is disconnected, and whether training continues.</summary>
internal static class CrashBenchmark
{
    /// <returns>Whether every viewer stayed, got frames within 2 s each time, and training never stood still.</returns>
    public static async Task<bool> RunAsync(int crashes, int viewerCount)
    {
        await using var fire = await TownUnderFire.StartAsync(_ => Repository.Pack("L1_full_observability"), "--no-frontend", "--episodes", "1000000").ConfigureAwait(false);
        var viewers = await Task.WhenAll(Enumerable.Range(0, viewerCount).Select(_ => GapViewer.ConnectAsync(fire.Town.Port))).ConfigureAwait(false);
        try
        {
            var random = new Random(1);
            var fewest = int.MaxValue;
            for (var crash = 1; crash <= crashes; crash++)
            {
                var before = await fire.EpisodeAsync().ConfigureAwait(false);
                await fire.FailAndComeBackAsync("inference").ConfigureAwait(false);
                await Task.Delay(random.Next(100, 600)).ConfigureAwait(false);
                fewest = Math.Min(fewest, await fire.EpisodeAsync().ConfigureAwait(false) - before);
            }

            var longest = viewers.Max(viewer => viewer.LongestGap);
            var connected = viewers.Count(viewer => viewer.IsConnected);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{crashes} crashes of inference, {viewerCount} viewers: {connected} still connected, {viewers.Min(viewer => viewer.Frames)} frames each at least, longest wait for a frame {longest.TotalSeconds:0.00} s (of all viewers; the median viewer's {Median(viewers):0.00} s), episodes trained from one crash to the next: at least {fewest}"));
            return connected == viewerCount && longest < TimeSpan.FromSeconds(2) && fewest > 0;
        }
        finally
        {
            foreach (var viewer in viewers)
            {
                await viewer.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static double Median(GapViewer[] viewers) => viewers.Select(viewer => viewer.LongestGap.TotalSeconds).Order().ElementAt(viewers.Length / 2);
}
