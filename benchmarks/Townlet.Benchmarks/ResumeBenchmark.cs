using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd;

namespace Townlet.Benchmarks;

/// <summary>
/// Whether a run that is killed and resumed ends as one that never was: trains twice from one seed with the real program,
/// once undisturbed and once killed (SIGKILL) at random moments, and compares every row and the last checkpoint.
/// </summary>
internal sealed class ResumeBenchmark(string pack, int episodes, ulong seed)
{
    private const string Program = "src/Townlet.Host/bin/Release/net10.0/Townlet.Host";
    private const string Operational = "All systems operational";

    /// <param name="kills">How often the second run is killed.</param>
    /// <returns>Whether both runs came to the same.</returns>
    /// <exception cref="InvalidOperationException">The program is not built, or a run failed.</exception>
    public bool Run(int kills)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"There is no {Program}. Build it first: dotnet build src/Townlet.Host -c Release");
        }

        var folder = Directory.CreateTempSubdirectory("townlet-resume-");
        try
        {
            var undisturbed = Path.Combine(folder.FullName, "undisturbed");
            var killed = Path.Combine(folder.FullName, "killed");
            var (started, trained) = RunToEnd(undisturbed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"undisturbed: {started.TotalSeconds:0.0} s to start, {trained.TotalSeconds:0.0} s to train"));
            KillAgainAndAgain(killed, kills, started, trained);
            RunToEnd(killed);
            return Compare(RunContent.Of(undisturbed), RunContent.Of(killed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Compare(RunContent undisturbed, RunContent killed)
    {
        Console.WriteLine($"undisturbed: {undisturbed.RowCount} rows, {undisturbed.Checkpoint} {undisturbed.CheckpointChecksum}");
        Console.WriteLine($"killed:      {killed.RowCount} rows, {killed.Checkpoint} {killed.CheckpointChecksum}");
        var difference = killed.DifferenceFrom(undisturbed);
        Console.WriteLine(difference is null ? "equal" : $"different: {difference}");
        return difference is null;
    }

    /// <summary>One kill in four comes while the program starts, the others while it trains; together they leave time for the end.</summary>
    private void KillAgainAndAgain(string folder, int kills, TimeSpan start, TimeSpan training)
    {
        var random = new Random((int)(seed % int.MaxValue));
        for (var kill = 1; kill <= kills; kill++)
        {
            var atStart = random.Next(4) == 0;
            var delay = random.NextDouble() * (atStart ? start : 2 * training / (kills + 1));
            using var process = Start(folder, out var operational);
            if (!atStart)
            {
                Task.WaitAny(operational, process.WaitForExitAsync());
            }

            if (process.WaitForExit(delay))
            {
                Console.WriteLine($"kill {kill}: the run had ended before it");
                return;
            }

            process.Kill();
            process.WaitForExit();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill}: {delay.TotalSeconds:0.00} s after {(atStart ? "the start" : "it was operational")}"));
        }
    }

    private (TimeSpan Start, TimeSpan Training) RunToEnd(string folder)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(folder, out var operational);
        Task.WaitAny(operational, process.WaitForExitAsync());
        var started = clock.Elapsed;
        process.WaitForExit();
        return process.ExitCode == 0
            ? (started, clock.Elapsed - started)
            : throw new InvalidOperationException($"The run in {folder} ended with exit code {process.ExitCode}.");
    }

    private Process Start(string folder, out Task operational)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true };
        string[] arguments =
        [
            "run", "--config", pack, "--checkpoint-dir", folder, "--no-frontend", "--no-browser",
            "--episodes", episodes.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var isOperational = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(Operational, StringComparison.Ordinal) == true)
            {
                isOperational.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        operational = isOperational.Task;
        return process;
    }
}
