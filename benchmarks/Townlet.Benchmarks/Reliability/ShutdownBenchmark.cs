using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.Benchmarks.Reliability;

/// <summary>Every signal at every stage of a run: the exit code, how long it takes, and what is left.</summary>
internal static class ShutdownBenchmark
{
    private static readonly (string Name, int Number)[] _signals =
        [("SIGINT", Signals.Interrupt), ("SIGTERM", Signals.Terminate), ("SIGHUP", Signals.HangUp), ("SIGKILL", Signals.Kill)];

    /// <summary>Signals that come sooner after one another are taken for one event.</summary>
    private static readonly TimeSpan _sameEvent = TimeSpan.FromSeconds(0.5);

    private static readonly (string Name, int Expected, Func<Stage> Make)[] _stages =
    [
        ("host starting", 0, () => new Stage(Until: "Unified Server Starting")),
        ("page starting", 0, () => new Stage(Until: "Starting Vue dev server")),
        ("training", 0, () => new Stage(Until: "All systems operational", Then: TimeSpan.FromSeconds(1.5))),
        ("paused", 0, () => new Stage(Until: "All systems operational", Post: "/api/training/pause", AndUntil: "[Training] Paused")),
        ("done, staying", 0, () => new Stage(Until: "All systems operational", AndUntil: "Training is done", Options: ["--episodes", "3", "--stay"])),
        // Only a second Ctrl+C ends it at once.
        ("stopping", 0, () => new Stage(Until: "All systems operational", First: Signals.Interrupt, AndUntil: "Stopping WebSocket server...")),
    ];

    /// <returns>Whether every cell is as the product says.</returns>
    public static async Task<bool> RunAsync()
    {
        Console.WriteLine("| stage | signal | exit code | seconds | processes left | ports free |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var good = true;
        foreach (var (name, expected, make) in _stages)
        {
            foreach (var (signal, number) in _signals)
            {
                good &= await RunAsync(name, signal, number, Expected(number, expected, make()), make()).ConfigureAwait(false);
            }
        }

        return good;
    }

    private static int Expected(int signal, int usual, Stage stage) =>
        signal == Signals.Kill ? 128 + Signals.Kill : signal == Signals.Interrupt && stage.First == Signals.Interrupt ? 130 : usual;

    private static async Task<bool> RunAsync(string name, string signal, int number, int expected, Stage stage)
    {
        await using var town = Town.Start(["--config", Repository.Pack("L1_full_observability"), .. stage.Options ?? ["--episodes", "1000000"]]);
        await town.Process.WaitForLineAsync(stage.Until).ConfigureAwait(false);
        await Task.Delay(stage.Then ?? TimeSpan.Zero).ConfigureAwait(false);
        // It never answers the goodbye, so that stopping takes long enough to be interrupted.
        using var mute = stage.First is null ? null : await MuteViewer.JoinAsync(town.Port).ConfigureAwait(false);
        if (stage.Post is { } path)
        {
            await town.PostAsync(path).ConfigureAwait(false);
        }

        if (stage.First is { } first)
        {
            town.Process.Signal(first);
        }

        if (stage.AndUntil is { } line)
        {
            await town.Process.WaitForLineAsync(line).ConfigureAwait(false);
        }

        if (stage.First is not null)
        {
            await Task.Delay(_sameEvent).ConfigureAwait(false);
        }

        var clock = Stopwatch.StartNew();
        town.Process.Signal(number);
        var code = await town.Process.WaitForExitAsync().ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        await town.Process.WaitUntilNothingIsLeftAsync().ConfigureAwait(false);
        await Ports.WaitUntilFreeAsync(town.Port).ConfigureAwait(false);
        await Ports.WaitUntilFreeAsync(town.PagePort).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {signal} | {code}{(code == expected ? "" : $" instead of {expected}")} | {seconds:0.00} | 0 | yes |"));
        return code == expected;
    }

    /// <param name="Until">Wait for this line.</param>
    /// <param name="Then">Then so long.</param>
    /// <param name="Post">Then ask this of the server.</param>
    /// <param name="First">Then send this signal.</param>
    /// <param name="AndUntil">Then wait for this line.</param>
    /// <param name="Options">Instead of training for ever.</param>
    private sealed record Stage(string Until, TimeSpan? Then = null, string? Post = null, int? First = null, string? AndUntil = null, string[]? Options = null);
}
