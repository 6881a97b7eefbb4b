using System.Diagnostics;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Speed;

/// <summary>Measures the real program with its page: from its start to "All systems operational", and from Ctrl+C between two episodes to its end.</summary>
internal static class StartSpeed
{
    private const int Runs = 7;

    private static readonly TimeSpan _trained = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<SpeedFigure>> MeasureAsync()
    {
        var starts = new List<double>();
        var stops = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            await using var town = await Town.StartAndWaitAsync("--config", Repository.Pack("L1_full_observability"), "--episodes", "100000000").ConfigureAwait(false);
            starts.Add(clock.Elapsed.TotalSeconds);
            await Task.Delay(_trained).ConfigureAwait(false);
            clock.Restart();
            town.Process.Signal(Signals.Interrupt);
            var code = await town.Process.WaitForExitAsync().ConfigureAwait(false);
            stops.Add(clock.Elapsed.TotalSeconds);
            if (code != 0)
            {
                throw new InvalidOperationException($"The town ended with {code}.");
            }
        }

        return
        [
            new SpeedFigure("start", "start to \"All systems operational\"", "s", starts, new SpeedTarget(7, 4, 2, LessIsBetter: true)),
            new SpeedFigure("start", "Ctrl+C to exit", "s", stops, new SpeedTarget(5, 2, 1, LessIsBetter: true)),
        ];
    }
}
