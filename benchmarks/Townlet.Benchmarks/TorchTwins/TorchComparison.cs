using System.Globalization;
using Townlet.Benchmarks.Speed;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Torch;
using static TorchSharp.torch;

namespace Townlet.Benchmarks.TorchTwins;

/// <summary>Torch on the CPU beside the managed code, with the shapes of the shipped packs, on one thread.</summary>
internal static class TorchComparison
{
    public static void Run()
    {
        set_num_threads(1);
        var log = new ResultLog("benchmarks/results/torch.jsonl");
        Console.WriteLine($"TorchSharp {TorchEngine.Version}, torch {__version__}");
        log.Begin();
        foreach (var level in ShippedPack.Levels)
        {
            var name = ShippedPack.Short(level);
            using var managed = new LearnerWork(level, ManagedEngine.Instance);
            using var torch = new LearnerWork(level, TorchEngine.OnCpu());
            Compare(log, $"learner step {name}", torch.Step, managed.Step);

            var shape = managed.Batch.Shape;
            using var dense = new DenseTwins(managed.Function.Layout, shape.Rows);
            Compare(log, string.Create(CultureInfo.InvariantCulture, $"dense layers {name}, {shape.Rows} rows"), dense.Torch, dense.Managed);

            if (managed.Function is RecurrentQFunction)
            {
                using var lstm = new LstmTwins(RecurrentQFunction.Features, RecurrentQFunction.Hidden, shape);
                Compare(log, string.Create(CultureInfo.InvariantCulture, $"LSTM {name}, {shape.Steps} steps of {shape.Lives} lives"), lstm.Torch, lstm.Managed);
            }
        }
    }

    private static void Compare(ResultLog log, string work, Action torch, Action managed)
    {
        var rates = Turns.Rates(torch, managed);
        log.Add(Figure("torch", rates[0]));
        log.Add(Figure("managed", rates[1]));
        log.Add(new SpeedFigure("torch", $"{work}: managed to torch", "times", [.. rates[1].Zip(rates[0], (ours, theirs) => ours / theirs)], SpeedTarget.None));

        SpeedFigure Figure(string engine, double[] samples) => new("torch", $"{work}: {engine}", "1/s", samples, SpeedTarget.None);
    }
}
