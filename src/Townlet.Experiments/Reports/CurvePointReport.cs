using System.Collections.Immutable;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>One point of an arm's learning curve.</summary>
/// <param name="Episode">Training lives, a point of the grid that all runs of the arm have.</param>
/// <param name="Runs">How many runs are measured there by now.</param>
/// <param name="Survival">Interquartile mean of their greedy survival, as a share of the step cap.</param>
public sealed record CurvePointReport(int Episode, int Runs, Estimate Survival)
{
    /// <param name="curves">What is known of the curve of each run.</param>
    internal static ImmutableArray<CurvePointReport> CurveOf(IEnumerable<IEnumerable<TrialEvaluation>> curves) =>
    [
        .. curves.SelectMany(curve => curve).GroupBy(point => point.Episode).OrderBy(points => points.Key).Select(points =>
        {
            ImmutableArray<double> means = [.. points.Select(point => point.Mean)];
            return new CurvePointReport(points.Key, means.Length, InterquartileMean.Estimate(new Scores(means)));
        }),
    ];
}
