using Townlet.World;

namespace Townlet.Experiments.Plans;

/// <summary>
/// The seeds of an experiment: each a stream of its own of the experiment's seed, never a sum, so that no two experiments share runs because their seeds lie close together.
/// Run 3 of one arm has the seed of run 3 of every other: what the arms share in luck does not set them apart.
/// </summary>
internal static class TrialSeeds
{
    /// <summary>Far from every number of a run.</summary>
    private const ulong EvaluationStream = 1UL << 40;

    /// <summary>Programs that read JSON numbers as doubles know whole numbers up to 53 bits.</summary>
    private const int BitsDropped = 11;

    /// <param name="experiment">Seed of the experiment.</param>
    /// <param name="run">Number of the run within its arm, from 1.</param>
    public static ulong OfRun(ulong experiment, int run)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(run);
        return Draw(experiment, (ulong)run);
    }

    /// <summary>Of the lives in which policies are measured: the same for all runs and arms, and none of them was trained with it.</summary>
    public static ulong OfEvaluation(ulong experiment) => Draw(experiment, EvaluationStream);

    private static ulong Draw(ulong experiment, ulong stream)
    {
        var random = new RandomSource(experiment, stream);
        return random.NextBits() >> BitsDropped;
    }
}
