using System.Globalization;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>A report for people, in plain text that can be piped, of at most a hundred columns but for what the user named.</summary>
public static class ReportText
{
    /// <summary>Of an arm's name in a table. The end is kept: there the arms differ.</summary>
    private const int LongestName = 23;

    /// <summary>Shares of the step cap at which the text shows the performance profile.</summary>
    private static readonly double[] _thresholds = [0.1, 0.25, 0.5, 0.75, 0.9];

    public static IEnumerable<string> Lines(ExperimentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. Survival(report), .. NearCaretaker(report), .. Profile(report), .. Pairs(report), .. Failures(report)];
    }

    private static IEnumerable<string> Survival(ExperimentReport report)
    {
        List<string[]> rows = [["ARM", "RUNS", "FINISHED", "FAILED", "SURVIVAL", "95 % INTERVAL"]];
        rows.AddRange(report.Arms.Select(arm => new[]
        {
            Short(arm.Arm), Number(arm.Runs.Length), Number(arm.Finished), Number(arm.Failed), arm.Iqm is { } iqm ? Share(iqm.Value) : "-", Interval(arm.Iqm, arm.Finished),
        }));
        return
        [
            .. TextTable.Lines(rows),
            string.Create(CultureInfo.InvariantCulture, $"Survival: share of the step cap that the last policy lives, greedily, in {report.Lives} fresh lives;"),
            "interquartile mean over the finished runs.",
        ];
    }

    private static IEnumerable<string> NearCaretaker(ExperimentReport report)
    {
        var arms = report.Arms.Where(arm => arm is { Caretaker: not null, Finished: > 0 }).ToArray();
        if (arms.Length == 0)
        {
            return [];
        }

        List<string[]> rows = [["ARM", "CARETAKER", "90 % REACHED BY", "AFTER LIVES", "AFTER TRAINING"]];
        rows.AddRange(arms.Select(arm =>
        {
            var near = arm.Caretaker!;
            return new[]
            {
                Short(arm.Arm),
                Share(near.Survival),
                string.Create(CultureInfo.InvariantCulture, $"{near.Reached} of {near.Finished}"),
                near.Lives is { } lives ? Number(lives) : Never(near),
                near.Seconds is { } seconds ? $"{Number(seconds)} s" : near.Lives is null ? Never(near) : "unknown",
            };
        }));
        return
        [
            "",
            .. TextTable.Lines(rows),
            string.Create(CultureInfo.InvariantCulture, $"Caretaker: the scripted rule in the same town. Each policy on the way lives {report.CurveLives} fresh lives;"),
            "medians over the finished runs, where a run that never comes near counts as the slowest.",
        ];
    }

    private static string Never(CaretakerReport near) => near.Reached == 0 ? "never" : "most never";

    private static IEnumerable<string> Profile(ExperimentReport report)
    {
        var arms = report.Arms.Where(arm => !arm.Profile.IsEmpty).ToArray();
        if (arms.Length == 0)
        {
            return [];
        }

        List<string[]> rows = [["RUNS THAT SURVIVE LONGER THAN", .. _thresholds.Select(Percent)]];
        rows.AddRange(arms.Select(arm => (string[])[Short(arm.Arm), .. _thresholds.Select(threshold => Percent(ShareAbove(arm, threshold)))]));
        return ["", .. TextTable.Lines(rows), "of the step cap, as a share of the finished runs."];
    }

    private static double ShareAbove(ArmReport arm, double threshold) => arm.Profile.MinBy(point => Math.Abs(point.Threshold - threshold))!.Share.Value;

    private static IEnumerable<string> Pairs(ExperimentReport report)
    {
        if (report.Pairs.IsEmpty)
        {
            return [];
        }

        List<string[]> rows = [["A RUN OF ENDS BETTER", "THAN OF", "PROBABILITY", "95 % INTERVAL"]];
        rows.AddRange(report.Pairs.Select(pair => new[]
        {
            Short(pair.A),
            Short(pair.B),
            pair.ProbabilityOfImprovement.Value.ToString("0.00", CultureInfo.InvariantCulture),
            Interval(pair.ProbabilityOfImprovement, report.Arms.Where(arm => arm.Arm == pair.A || arm.Arm == pair.B).Min(arm => arm.Finished), "0.00"),
        }));
        return ["", .. TextTable.Lines(rows)];
    }

    private static IEnumerable<string> Failures(ExperimentReport report) =>
        from arm in report.Arms
        from run in arm.Runs
        where run.State == TrialPhase.Failed
        select $"{run.Folder} failed: {run.Cause}";

    private static string Interval(Estimate? estimate, int runs, string format = "0.000") => estimate switch
    {
        null => "-",
        { Interval: null } => string.Create(CultureInfo.InvariantCulture, $"none from {(runs == 1 ? "1 run" : $"{runs} runs")}"),
        { Interval: { } interval } =>
            $"{interval.Low.ToString(format, CultureInfo.InvariantCulture)} to {interval.High.ToString(format, CultureInfo.InvariantCulture)}"
            + (estimate.Trust == Trust.Little ? string.Create(CultureInfo.InvariantCulture, $", not to be trusted: {runs} runs") : ""),
    };

    private static string Short(string name) => name.Length <= LongestName ? name : $"…{name[^(LongestName - 1)..]}";

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double value) => (value * 100).ToString("0 '%'", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
