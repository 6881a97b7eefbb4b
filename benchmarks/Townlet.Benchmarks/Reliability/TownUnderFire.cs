using System.Diagnostics;
using System.Text.Json;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Reliability;

/// <summary>The real program, started so that its parts can be made to fail as often as wanted.</summary>
internal sealed class TownUnderFire : IAsyncDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder _folder;

    private TownUnderFire(TemporaryFolder folder, Town town)
    {
        _folder = folder;
        Town = town;
    }

    public Town Town { get; }

    /// <param name="pack">Makes the pack in a folder for that.</param>
    /// <param name="arguments">Added to the command line.</param>
    public static async Task<TownUnderFire> StartAsync(Func<TemporaryFolder, string> pack, params IEnumerable<string> arguments)
    {
        var folder = new TemporaryFolder();
        var town = await Town.StartAndWaitAsync(
            ["--config", pack(folder), "--hocon", PatientSupervision.In(folder), "--allow-faults", .. arguments]).ConfigureAwait(false);
        return new TownUnderFire(folder, town);
    }

    public async Task<int> EpisodeAsync() =>
        (await Town.TrainingAsync().ConfigureAwait(false)).GetProperty("current_episode").GetInt32();

    /// <summary>Makes a component fail and returns when it is back.</summary>
    public async Task FailAndComeBackAsync(string component)
    {
        var before = Component(await Town.GetAsync("/api/status").ConfigureAwait(false), component).GetProperty("restarts").GetInt32();
        await Town.PostAsync($"/api/faults/{component}").ConfigureAwait(false);
        while (true)
        {
            var now = Component(await Town.GetAsync("/api/status").ConfigureAwait(false), component);
            if (now.GetProperty("restarts").GetInt32() > before && now.GetProperty("state").GetString() == "ready")
            {
                return;
            }

            await Task.Delay(_look).ConfigureAwait(false);
        }
    }

    public async Task<int> RestartsAsync(string component) =>
        Component(await Town.GetAsync("/api/status").ConfigureAwait(false), component).GetProperty("restarts").GetInt32();

    /// <returns>Whether the component reached this state with at least so many restarts behind it in time; what follows "restarting" counts for it.</returns>
    public async Task<bool> WaitForAsync(string component, int restarts, string state, TimeSpan within)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < within; await Task.Delay(_look).ConfigureAwait(false))
        {
            var now = Component(await Town.GetAsync("/api/status").ConfigureAwait(false), component);
            if (now.GetProperty("restarts").GetInt32() >= restarts && (state == "restarting" || now.GetProperty("state").GetString() == state))
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static JsonElement Component(JsonElement status, string name) =>
        status.GetProperty("components").EnumerateArray().Single(component => component.GetProperty("component").GetString() == name);
}
