using System.Globalization;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>A report for people, in plain text that can be piped.</summary>
public static class ReportText
{
    public static IEnumerable<string> Lines(ExperimentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<string[]> rows = [["ARM", "RUNS", "FINISHED", "FAILED", "SURVIVAL", "95 % INTERVAL"]];
        rows.AddRange(report.Arms.Select(arm => new[]
        {
            arm.Arm, Number(arm.Runs.Length), Number(arm.Finished), Number(arm.Failed), arm.Iqm is { } iqm ? Share(iqm.Value) : "-", Interval(arm.Iqm, arm.Finished),
        }));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            yield return string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Survival is the share of the step cap that the last policy lives, greedily, in {report.Lives} fresh lives: interquartile mean over the finished runs.");
        foreach (var pair in report.Pairs)
        {
            var fewest = report.Arms.Where(arm => arm.Arm == pair.A || arm.Arm == pair.B).Min(arm => arm.Finished);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A run of {pair.A} ends better than one of {pair.B} with probability {pair.ProbabilityOfImprovement.Value:0.00} ({Interval(pair.ProbabilityOfImprovement, fewest, "0.00")}).");
        }

        foreach (var arm in report.Arms)
        {
            foreach (var run in arm.Runs.Where(run => run.State == TrialPhase.Failed))
            {
                yield return $"{run.Folder} failed: {run.Cause}";
            }
        }
    }

    private static string Interval(Estimate? estimate, int runs, string format = "0.000") => estimate switch
    {
        null => "-",
        { Interval: null } => string.Create(CultureInfo.InvariantCulture, $"none from {(runs == 1 ? "1 run" : $"{runs} runs")}"),
        { Interval: { } interval } =>
            $"{interval.Low.ToString(format, CultureInfo.InvariantCulture)} to {interval.High.ToString(format, CultureInfo.InvariantCulture)}"
            + (estimate.Trust == Trust.Little ? string.Create(CultureInfo.InvariantCulture, $", not to be trusted: {runs} runs") : ""),
    };

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
