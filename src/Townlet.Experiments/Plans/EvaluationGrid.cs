using System.Collections.Immutable;

namespace Townlet.Experiments.Plans;

/// <summary>
/// After which lives the policy of a run is measured for its learning curve: about twenty times in a run, each time when a checkpoint falls due, and at the end. Runs of one arm
/// have the same grid, so that their curves can be put together.
/// </summary>
internal static class EvaluationGrid
{
    private const int Points = 20;

    /// <param name="episodes">Lives of the run, at least 1.</param>
    /// <param name="checkpointEvery">Lives between two policies, at least 1.</param>
    /// <returns>In order; the last one is that of <paramref name="episodes"/>.</returns>
    public static ImmutableArray<int> Of(int episodes, int checkpointEvery)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(checkpointEvery, 1);
        var checkpointsBetween = Math.Max(1, (int)Math.Ceiling(episodes / ((double)Points * checkpointEvery)));
        var step = (long)checkpointsBetween * checkpointEvery;
        var points = ImmutableArray.CreateBuilder<int>();
        for (var point = step; point < episodes; point += step)
        {
            points.Add((int)point);
        }

        points.Add(episodes);
        return points.ToImmutable();
    }
}
