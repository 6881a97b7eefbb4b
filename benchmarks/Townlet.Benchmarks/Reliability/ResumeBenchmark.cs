using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Reliability;

/// <summary>
/// Whether a run that is killed and resumed ends as one that never was: trains twice from one seed with the real program,
/// once undisturbed and once killed (SIGKILL) at random moments, and compares every row and the last checkpoint.
/// </summary>
/// <param name="pack">A pack of configs/.</param>
/// <param name="checkpointEvery">Lives from one checkpoint to the next: few, so that a run that is killed often gets on, and is killed while it writes.</param>
/// <param name="episodes">Lives to train for.</param>
/// <param name="seed">The seed of both runs and of the moments.</param>
internal sealed class ResumeBenchmark(string pack, int checkpointEvery, int episodes, ulong seed)
{
    private const string TrainingBegins = "Starting WebSocket server";

    private int _unreadable;

    /// <param name="kills">How often the second run is killed.</param>
    /// <returns>Whether both runs came to the same and every checkpoint could be read.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">A kill left a process.</exception>
    public async Task<bool> RunAsync(int kills)
    {
        using var packs = new TemporaryFolder();
        string[] arguments =
        [
            "--config", EditedPack.WithCheckpointEvery(checkpointEvery, packs, pack), "--episodes", episodes.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
        ];
        var clock = Stopwatch.StartNew();
        await using var undisturbed = Town.Start(arguments);
        await undisturbed.Process.WaitForLineAsync(TrainingBegins);
        var start = clock.Elapsed;
        await EndAsync(undisturbed);
        var training = clock.Elapsed - start;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"undisturbed: {start.TotalSeconds:0.0} s to start, {training.TotalSeconds:0.0} s to train"));

        await using var killed = Town.Start(arguments);
        await KillAgainAndAgainAsync(killed, arguments, kills, start, training);
        await EndAsync(killed);
        Look(killed);
        Console.WriteLine($"checkpoints that could not be read: {_unreadable}; after each kill every process went");
        return Compare(RunContent.Of(undisturbed.RunFolder), RunContent.Of(killed.RunFolder)) && _unreadable == 0;
    }

    private static bool Compare(RunContent undisturbed, RunContent killed)
    {
        Console.WriteLine($"undisturbed: {undisturbed.RowCount} rows, {undisturbed.Checkpoint} {undisturbed.CheckpointChecksum}");
        Console.WriteLine($"killed:      {killed.RowCount} rows, {killed.Checkpoint} {killed.CheckpointChecksum}");
        var difference = killed.DifferenceFrom(undisturbed);
        Console.WriteLine(difference is null ? "equal" : $"different: {difference}");
        return difference is null;
    }

    private static async Task EndAsync(Town town)
    {
        var code = await town.Process.WaitForExitAsync(TimeSpan.FromHours(1));
        if (code != 0)
        {
            throw new InvalidOperationException($"The run ended with exit code {code}.\n{town.Process.Transcript()}");
        }
    }

    /// <summary>One kill in four comes while the program starts, the others while it trains; together they leave time for the end.</summary>
    private async Task KillAgainAndAgainAsync(Town town, string[] arguments, int kills, TimeSpan start, TimeSpan training)
    {
        var random = new Random((int)(seed % int.MaxValue));
        for (var kill = 1; kill <= kills; kill++)
        {
            var atStart = random.Next(4) == 0;
            var delay = random.NextDouble() * (atStart ? start : 2 * training / (kills + 1));
            if (!atStart)
            {
                await town.Process.WaitForLineAsync(TrainingBegins);
            }

            await Task.Delay(delay);
            if (town.Process.HasExited)
            {
                Console.WriteLine($"kill {kill}: the run had ended before it");
                return;
            }

            town.Process.Signal(Signals.Kill);
            await town.Process.WaitForExitAsync();
            await town.Process.WaitUntilNothingIsLeftAsync();
            Look(town);
            var last = town.Process.Messages.LastOrDefault(message => message.StartsWith("[Training] ", StringComparison.Ordinal));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill}: {delay.TotalSeconds:0.00} s after the {(atStart ? "start" : "training began")}; {last}"));
            await town.Process.DisposeAsync();
            town.StartAgain(arguments);
        }
    }

    private void Look(Town town) =>
        _unreadable += town.Process.Messages.Count(message => message.Contains(" is damaged ", StringComparison.Ordinal) || message.Contains(" cannot be read ", StringComparison.Ordinal));
}
