using System.Globalization;
using Townlet.Configuration;
using Townlet.Runs;
using Townlet.Runs.Metrics;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Benchmarks;

/// <summary>Compares what a run has learnt with an agent that acts randomly in the same town: lengths of lives with their spread.</summary>
internal static class SurvivalBenchmark
{
    private const int RandomLives = 1000;
    private const int Window = 50;

    /// <param name="run">The run's folder.</param>
    public static void Run(string run)
    {
        var folder = RunFolder.Open(run);
        using var records = new StoredRecords(folder);
        var episodes = records.Episodes(from: 1, limit: int.MaxValue).Episodes.Select(row => row.Outcome).ToList();
        if (episodes.Count < 2 * Window)
        {
            throw new RunFolderException($"{folder.Path} has {episodes.Count} episodes; this needs at least {2 * Window}.");
        }

        var pack = PackReader.Read(folder.Config).Pack ?? throw new RunFolderException($"The pack in {folder.Config} cannot be read.");
        var stage = episodes[^1].Stage;
        Print($"first {Window} training lives", [.. episodes.Take(Window).Select(episode => episode.Length)]);
        Print($"last {Window} training lives (stage {stage})", [.. episodes.TakeLast(Window).Select(episode => episode.Length)]);
        foreach (var multiplier in new[] { 0.2f, 0.5f, 0.8f, 1.0f })
        {
            Print(string.Create(CultureInfo.InvariantCulture, $"random actions, multiplier {multiplier}"), RandomLengths(pack.Town, multiplier));
        }
    }

    /// <summary>Lives of an agent that draws uniformly from the valid actions.</summary>
    private static int[] RandomLengths(TownDefinition definition, float multiplier)
    {
        var town = new Town(definition, 1, seed: 1);
        var random = new RandomSource(seed: 2);
        var lengths = new int[RandomLives];
        var action = new TownAction[1];
        town.SetDepletionMultiplier(0, multiplier);
        for (var life = 0; life < RandomLives; life++)
        {
            town.Restart(0);
            while (town.Ends[0] == LifeEnd.None)
            {
                do
                {
                    action[0] = (TownAction)random.NextInt(town.ActionMasks.Length);
                }
                while (!town.ActionMasks[(int)action[0]]);
                town.Step(action);
            }

            lengths[life] = town.StepsLived[0];
        }

        return lengths;
    }

    private static void Print(string what, int[] lengths)
    {
        var mean = lengths.Average();
        var deviation = Math.Sqrt(lengths.Sum(length => (length - mean) * (length - mean)) / (lengths.Length - 1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-38} mean {mean,6:0.0}   95 % interval +-{1.96 * deviation / Math.Sqrt(lengths.Length),5:0.0}   min {lengths.Min(),3}   max {lengths.Max(),3}"));
    }
}
