using System.Globalization;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks;

/// <summary>Measures the page in Chromium while its run trains: pictures per second, and the page's memory over time.</summary>
internal static class PageBenchmark
{
    /// <param name="speed">Speed of the life on show; 1 is 5 steps a second.</param>
    /// <param name="minutes">How long the page is measured.</param>
    /// <param name="view">"watch" or "study".</param>
    /// <returns>False where the browser could not be measured.</returns>
    public static async Task<bool> RunAsync(double speed, int minutes, string view)
    {
        await using var town = await Town.StartAndWaitAsync("--config", Repository.Pack("L1_full_observability"), "--episodes", "100000000").ConfigureAwait(false);
        await using var browser = TownletProcess.Start(
            "node",
            ["benchmarks/page.mjs", $"http://localhost:{town.PagePort}/", speed.ToString(CultureInfo.InvariantCulture), $"{minutes}", view],
            Repository.Frontend,
            new Dictionary<string, string>());
        var shown = 0;
        var ended = browser.WaitForExitAsync(TimeSpan.FromMinutes(minutes + 2));
        while (!ended.IsCompleted || shown < browser.Lines.Count)
        {
            for (; shown < browser.Lines.Count; shown++)
            {
                Console.WriteLine(browser.Lines[shown].Text);
            }

            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        }

        return await ended.ConfigureAwait(false) == 0;
    }
}
