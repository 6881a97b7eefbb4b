using System.Diagnostics;
using Townlet.World;
using Town = Townlet.EndToEnd.Towns.Town;

namespace Townlet.Benchmarks.Speed;

/// <summary>Measures the resident size of the real program after 1,000 and after 10,000 episodes, and what a step of the town allocates.</summary>
internal static class MemoryFigures
{
    private const int Early = 1_000;
    private const int Late = 10_000;
    private const int Looks = 5;
    private const double MiB = 1048576;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<SpeedFigure>> MeasureAsync()
    {
        await using var town = await Town.StartAndWaitAsync(
            "--config", Repository.Pack("L1_full_observability"), "--no-frontend", "--episodes", "100000000").ConfigureAwait(false);
        var early = await ResidentAsync(town, Early).ConfigureAwait(false);
        var late = await ResidentAsync(town, Late).ConfigureAwait(false);
        return
        [
            new SpeedFigure("memory", "resident after 1,000 episodes", "MiB", early, SpeedTarget.None),
            new SpeedFigure("memory", "resident after 10,000 episodes", "MiB", late, SpeedTarget.None),
            new SpeedFigure("memory", "growth between", "%", [.. late.Select(size => 100 * ((size / early.Order().ElementAt(Looks / 2)) - 1))], new SpeedTarget(null, 5, null, LessIsBetter: true)),
            new SpeedFigure("memory", "allocated by World's Step", "bytes/step", [Allocated()], new SpeedTarget(null, 0, null, LessIsBetter: true)),
        ];
    }

    private static async Task<double[]> ResidentAsync(Town town, int episode)
    {
        while ((await town.TrainingAsync().ConfigureAwait(false)).GetProperty("current_episode").GetInt32() < episode)
        {
            await Task.Delay(_look).ConfigureAwait(false);
        }

        var sizes = new double[Looks];
        for (var look = 0; look < Looks; look++)
        {
            await Task.Delay(_look).ConfigureAwait(false);
            using var process = Process.GetProcessById(town.Process.Id);
            sizes[look] = process.WorkingSet64 / MiB;
        }

        return sizes;
    }

    private static double Allocated()
    {
        const int Steps = 100_000;
        var town = new Townlet.World.Town(ShippedPack.Read("L3_temporal_mechanics").Town, agents: 64, seed: 1);
        var actions = new TownAction[64];
        town.Step(actions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < Steps; step++)
        {
            actions.AsSpan().Fill((TownAction)(step % 6));
            town.Step(actions);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Steps;
    }
}
