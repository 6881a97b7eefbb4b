using System.Diagnostics;
using System.Globalization;
using Townlet.EndToEnd.Towns;

namespace Townlet.Benchmarks.Speed;

/// <summary>
/// Measures the real program with many viewers at 50 steps a second: how long a step takes from the town to each socket, and how
/// much of its speed training keeps, compared with one viewer at 5 steps a second in the same run.
/// </summary>
internal static class ViewerSpeed
{
    private const double StepsPerSecondAtOne = 5;
    private const double Fast = 50 / StepsPerSecondAtOne;
    private const int Runs = 5;

    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _watched = TimeSpan.FromSeconds(8);

    public static async Task<IReadOnlyList<SpeedFigure>> MeasureAsync()
    {
        await using var town = await Town.StartAndWaitAsync("--config", Repository.Pack("L1_full_observability"), "--no-frontend", "--episodes", "100000000").ConfigureAwait(false);
        await using var first = await TimedViewer.ConnectAsync(town.Port).ConfigureAwait(false);
        var figures = new List<SpeedFigure>();
        foreach (var viewers in new[] { 100, 1000 })
        {
            var others = new List<TimedViewer>();
            try
            {
                var kept = new List<double>();
                var late = new List<double>();
                var half = new List<double>();
                for (var run = 0; run < Runs; run++)
                {
                    await SetSpeedAsync(first, 1).ConfigureAwait(false);
                    foreach (var viewer in others)
                    {
                        await viewer.DisposeAsync().ConfigureAwait(false);
                    }

                    others.Clear();
                    var alone = await StepsPerSecondAsync(town).ConfigureAwait(false);
                    while (others.Count < viewers - 1)
                    {
                        others.Add(await TimedViewer.ConnectAsync(town.Port).ConfigureAwait(false));
                    }

                    await SetSpeedAsync(first, Fast).ConfigureAwait(false);
                    others.ForEach(viewer => viewer.Forget());
                    kept.Add(100 * await StepsPerSecondAsync(town).ConfigureAwait(false) / alone);
                    var delays = others.SelectMany(viewer => viewer.Delays).Order().ToArray();
                    half.Add(delays[delays.Length / 2]);
                    late.Add(delays[(int)(delays.Length * 0.99)]);
                }

                var asked = viewers == 100 ? new SpeedTarget(null, 20, null, LessIsBetter: true) : new SpeedTarget(null, null, 20, LessIsBetter: true);
                var share = viewers == 100 ? new SpeedTarget(null, 95, null) : new SpeedTarget(null, null, 95);
                var name = string.Create(CultureInfo.InvariantCulture, $"{viewers} viewers at 50 steps/s");
                figures.Add(new SpeedFigure("viewers", $"{name}: step to socket, median", "ms", half, SpeedTarget.None));
                figures.Add(new SpeedFigure("viewers", $"{name}: step to socket, 99th percentile", "ms", late, asked));
                figures.Add(new SpeedFigure("viewers", $"{name}: training speed kept", "%", kept, share));
            }
            finally
            {
                foreach (var viewer in others)
                {
                    await viewer.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        return figures;
    }

    private static Task SetSpeedAsync(TimedViewer viewer, double speed) =>
        viewer.CommandAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"command":"set_speed","speed":{{speed}}}"""));

    private static async Task<double> StepsPerSecondAsync(Town town)
    {
        await Task.Delay(_settling).ConfigureAwait(false);
        var (before, start) = (await StepsAsync(town).ConfigureAwait(false), Stopwatch.GetTimestamp());
        await Task.Delay(_watched).ConfigureAwait(false);
        var after = await StepsAsync(town).ConfigureAwait(false);
        return (after - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> StepsAsync(Town town) =>
        (await town.TrainingAsync().ConfigureAwait(false)).GetProperty("total_steps").GetInt64();
}
