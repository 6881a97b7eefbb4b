using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Reports;

/// <summary>
/// How soon the runs of an arm live nearly as long as the scripted caretaker of their town. The medians count a run that never does as the slowest of all, so that an arm is not
/// faster for its failures.
/// </summary>
/// <param name="Survival">Of the caretaker, as a share of the step cap.</param>
/// <param name="Reached">Finished runs that lived 90 % as long at some point of their curve.</param>
/// <param name="Finished">Finished runs.</param>
/// <param name="Lives">Training lives until then, the median; null where half of the finished runs or more never did.</param>
/// <param name="Seconds">Seconds of training until then, the median; null likewise, and where the records do not say.</param>
public sealed record CaretakerReport(double Survival, int Reached, int Finished, double? Lives, double? Seconds)
{
    /// <summary>Of the caretaker's survival.</summary>
    public const double Share = 0.9;

    /// <param name="survival">Of the caretaker.</param>
    /// <param name="curves">Of the finished runs.</param>
    internal static CaretakerReport Of(double survival, IReadOnlyCollection<IEnumerable<TrialEvaluation>> curves)
    {
        var first = curves.Select(curve => FirstNear(survival, curve)).ToArray();
        return new CaretakerReport(
            survival,
            first.Count(point => point is not null),
            first.Length,
            Median(first.Select(point => point?.Episode ?? double.PositiveInfinity)),
            Median(first.Select(point => point is null ? double.PositiveInfinity : point.Seconds ?? double.NaN)));
    }

    /// <returns>The first point of the curve that comes near the caretaker; null where none does.</returns>
    internal static TrialEvaluation? FirstNear(double survival, IEnumerable<TrialEvaluation> curve) => curve.FirstOrDefault(point => point.Mean >= Share * survival);

    private static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0 || sorted.Any(double.IsNaN))
        {
            return null;
        }

        var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsFinite(middle) ? middle : null;
    }
}
