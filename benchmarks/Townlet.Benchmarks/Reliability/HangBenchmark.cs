using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd.Processes;

namespace Townlet.Benchmarks.Reliability;

/// <summary>Makes each component hang in turn, with the limits as shipped: how long until it is noticed, and until it works again.</summary>
internal static class HangBenchmark
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    /// <returns>Whether each was noticed and came back.</returns>
    public static async Task<bool> RunAsync()
    {
        await using var fire = await TownUnderFire.StartAsync(_ => Repository.Pack("L1_full_observability"), "--episodes", "1000000").ConfigureAwait(false);
        Console.WriteLine("| component | how it was made to hang | seconds until it was noticed | seconds until it was ready again |");
        Console.WriteLine("|---|---|---|---|");
        var good = true;
        foreach (var component in (string[])["trainer", "inference", "checkpoint-publisher", "viewers", "frontend"])
        {
            var clock = Stopwatch.StartNew();
            var how = component == "frontend" ? "SIGSTOP to its process" : "fault switch";
            var restarts = await fire.RestartsAsync(component).ConfigureAwait(false);
            if (component == "frontend")
            {
                Signals.Send(fire.Town.Process.Family.Single(process => process.Name == "node" && process.Command.Contains("bin/vite", StringComparison.Ordinal)).Id, Signals.Stop);
            }
            else
            {
                await fire.Town.PostAsync($"/api/faults/{component}?kind=hang").ConfigureAwait(false);
            }

            var noticed = await fire.WaitForAsync(component, restarts + 1, "restarting", _patience).ConfigureAwait(false) ? clock.Elapsed : (TimeSpan?)null;
            var ready = noticed is not null && await fire.WaitForAsync(component, restarts + 1, "ready", _patience).ConfigureAwait(false) ? clock.Elapsed : (TimeSpan?)null;
            good &= ready is not null;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {component} | {how} | {Shown(noticed)} | {Shown(ready)} |"));
        }

        return good;
    }

    private static string Shown(TimeSpan? time) => time is { } seconds ? seconds.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "never";
}
