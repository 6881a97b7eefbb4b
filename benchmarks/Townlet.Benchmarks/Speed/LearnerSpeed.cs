using Townlet.Configuration.Settings;
using Townlet.Learning.Engines;

namespace Townlet.Benchmarks.Speed;

/// <summary>Measures learner steps a second, including sampling, on a replay of real lives, and the limit that the matrix products alone would set.</summary>
internal static class LearnerSpeed
{
    public static IEnumerable<SpeedFigure> Measure()
    {
        foreach (var level in ShippedPack.Levels)
        {
            yield return Measure(level);
        }
    }

    private static SpeedFigure Measure(string level)
    {
        using var work = new LearnerWork(level, ManagedEngine.Instance);
        var rates = Rate.Of(
            () =>
            {
                work.Step();
                return 1;
            },
            seconds: 2);
        return new SpeedFigure("learner", $"learner step {ShippedPack.Short(level)}, {Batch(work.Population)}", "steps/s", rates, SpeedTarget.None)
        {
            Limit = 1 / MatrixWork.Of(work.Function, work.Population, work.Batch).SecondsAlone(),
        };
    }

    private static string Batch(PopulationSettings population) => population.NetworkType == NetworkType.Recurrent
        ? $"{population.BatchSize} sequences of {population.SequenceLength}"
        : $"batch {population.BatchSize}";
}
