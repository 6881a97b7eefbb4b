using System.Text.Json;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Reports;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests.Reports;

public class ReportTests
{
    private static readonly WorkerId _worker = new("node", 1);

    /// <summary>Two arms of three runs: one arm finished, of the other one run finished, one failed for good and one waits.</summary>
    private static readonly ExperimentReport _report = Report(
        Finished(1, 0.5, 0.1, 0.3), Finished(2, 0.2, 0.1, 0.2), Finished(3, 0.7, 0.8, 0.95), Failed(4), Finished(5, 0.6, 0.9));

    [Fact]
    public void Every_run_is_counted()
    {
        Assert.Equal([("gamma=0.95", 3, 3, 0), ("gamma=0.99", 3, 1, 1)], _report.Arms.Select(arm => (arm.Arm, arm.Runs.Length, arm.Finished, arm.Failed)));
        Assert.Equal(0.6, _report.Arms[0].Iqm!.Value, 12);
        Assert.Equal(0.2, _report.Arms[1].Iqm!.Value, 12);
        Assert.Equal(1, Assert.Single(_report.Pairs).ProbabilityOfImprovement.Value);
    }

    [Fact]
    public void People_read_how_far_it_can_be_trusted()
    {
        var lines = ReportText.Lines(_report).ToArray();
        Assert.StartsWith("gamma=0.95  3     3         0       0.600     0.", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("not to be trusted: 3 runs", lines[1], StringComparison.Ordinal);
        Assert.Contains("gamma=0.95  0.363      2 of 3           20           1 s", lines);
        Assert.Contains("gamma=0.99  0.363      0 of 1           never        never", lines);
        Assert.Contains("gamma=0.95                     100 %  100 %  67 %  0 %   0 %", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal("gamma=0.99  3     1         1       0.200     none from 1 run", lines[2]);
        Assert.Contains("gamma=0.95            gamma=0.99  1.00         none from 1 run", lines);
        Assert.Contains("gamma=0.99/seed_2 failed: it was killed", lines);
    }

    [Fact]
    public void A_curve_is_the_interquartile_mean_of_the_runs_at_each_point()
    {
        var curve = _report.Arms[0].Curve;
        Assert.Equal([(20, 3), (40, 2)], curve.Select(point => (point.Episode, point.Runs)));
        Assert.Equal(0.6, curve[0].Survival.Value, 12);
        Assert.Equal((Trust.Little, true), (curve[0].Survival.Trust, curve[0].Survival.Interval is not null));
        Assert.Equal((Trust.None, null), (curve[1].Survival.Trust, curve[1].Survival.Interval));
        Assert.Equal([20, 40], _report.Arms[1].Curve.Select(point => point.Episode));
    }

    [Fact]
    public void A_profile_holds_the_bad_runs_too()
    {
        var profile = _report.Arms[0].Profile;
        Assert.Equal(21, profile.Length);
        Assert.Equal([1, 1, 2 / 3.0, 0, 0], profile.Where(point => Math.Round(point.Threshold * 20) is 0 or 9 or 11 or 14 or 20).Select(point => point.Share.Value));
    }

    [Fact]
    public void A_run_that_never_comes_near_the_caretaker_counts_as_the_slowest()
    {
        TrialEvaluation[] slow = [new(100, 0.1, 20, 1), new(200, 0.4, 20, 2)];
        TrialEvaluation[] near = [new(100, 0.44, 20, 1), new(200, 0.46, 20, 2.5), new(300, 0.2, 20, 3)];
        TrialEvaluation[] atOnce = [new(100, 0.5, 20, 1.5)];
        Assert.Equal(new CaretakerReport(0.5, 2, 3, 200, 2.5), CaretakerReport.Of(0.5, [slow, near, atOnce]));
        Assert.Equal(new CaretakerReport(0.5, 1, 2, null, null), CaretakerReport.Of(0.5, [slow, atOnce]));
        Assert.Equal(new CaretakerReport(0.5, 0, 1, null, null), CaretakerReport.Of(0.5, [slow]));
        Assert.Equal(new CaretakerReport(0.5, 1, 1, 100, null), CaretakerReport.Of(0.5, [[new(100, 0.5, 20, null)]]));
        Assert.Equal(new CaretakerReport(0.5, 0, 0, null, null), CaretakerReport.Of(0.5, []));
    }

    [Fact]
    public void A_trial_that_runs_is_as_far_as_the_newest_news_of_it()
    {
        var definition = Definitions.Varied("population.gamma=0.95,0.99");
        var state = ExperimentState.Nothing.After(new ExperimentEvent.ExperimentDefined(definition)).After(new ExperimentEvent.TrialGranted(1, 1, _worker));
        var plan = ExperimentPlan.Of(definition);
        Assert.Null(ExperimentReport.Of(plan, state).Arms[0].Runs[0].Episodes);
        state = state.After(new ExperimentEvent.TrialEvaluated(1, 1, new TrialEvaluation(40, 0.2, 20, 1)));
        Assert.Equal(40, ExperimentReport.Of(plan, state).Arms[0].Runs[0].Episodes);
        var report = ExperimentReport.Of(plan, state).With(new Dictionary<int, int> { [1] = 57, [2] = 9 });
        Assert.Null(report.Arms[1].Runs[0].Episodes);
        Assert.Equal((57, 300, "node", ExperimentStanding.Running), (report.Arms[0].Runs[0].Episodes, report.Arms[0].Runs[0].Wanted, report.Arms[0].Runs[0].Node, report.Standing));
    }

    [Fact]
    public void Programs_read_one_object()
    {
        var root = JsonDocument.Parse(ReportFiles.Json(_report)).RootElement;
        Assert.Equal("small", root.GetProperty("experiment").GetString());
        var arm = root.GetProperty("arms")[0];
        Assert.Equal("gamma=0.95", arm.GetProperty("arm").GetString());
        Assert.Equal(0.6, arm.GetProperty("iqm").GetDouble(), 12);
        Assert.Equal("little", arm.GetProperty("trust").GetString());
        var run = arm.GetProperty("runs")[0];
        Assert.Equal(TrialSeeds.OfRun(11, 1), run.GetProperty("seed").GetUInt64());
        Assert.Equal("finished", run.GetProperty("state").GetString());
        Assert.Equal((0.5, 100), (run.GetProperty("final").GetProperty("mean").GetDouble(), run.GetProperty("final").GetProperty("lives").GetInt32()));
        Assert.Equal("gamma=0.95/seed_1", run.GetProperty("folder").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("arms")[1].GetProperty("low").ValueKind);
        Assert.Equal("waiting", root.GetProperty("arms")[1].GetProperty("runs")[2].GetProperty("state").GetString());
        Assert.Equal(("running", 0.9), (root.GetProperty("state").GetString(), root.GetProperty("caretaker_share").GetDouble()));
        Assert.Equal([20, 40], run.GetProperty("evaluated").EnumerateArray().Select(point => point.GetProperty("episode").GetInt32()));
        Assert.Equal((20, 3, "little"), (arm.GetProperty("curve")[0].GetProperty("episode").GetInt32(), arm.GetProperty("curve")[0].GetProperty("runs").GetInt32(), arm.GetProperty("curve")[0].GetProperty("trust").GetString()));
        Assert.Equal(21, arm.GetProperty("profile").GetArrayLength());
        Assert.Equal((0.363, 2), (Math.Round(arm.GetProperty("caretaker").GetProperty("survival").GetDouble(), 3), arm.GetProperty("caretaker").GetProperty("reached").GetInt32()));
        var pair = root.GetProperty("pairs")[0];
        Assert.Equal(("gamma=0.95", "gamma=0.99", 1.0), (pair.GetProperty("a").GetString(), pair.GetProperty("b").GetString(), pair.GetProperty("probability_of_improvement").GetDouble()));
    }

    [Fact]
    public void Other_programs_read_a_table_or_a_matrix()
    {
        var csv = ReportFiles.Csv(_report).ToArray();
        Assert.Equal("arm,run,seed,state,episodes,mean,lives,folder", csv[0]);
        Assert.Equal($"gamma=0.95,1,{TrialSeeds.OfRun(11, 1)},finished,300,0.5,100,gamma=0.95/seed_1", csv[1]);
        var matrix = JsonDocument.Parse(ReportFiles.Rliable(_report)).RootElement;
        Assert.Equal([0.5, 0.7, 0.6], matrix.GetProperty("gamma=0.95").EnumerateArray().Select(row => Assert.Single(row.EnumerateArray()).GetDouble()));
        Assert.Equal(1, matrix.GetProperty("gamma=0.99").GetArrayLength());
    }

    [Fact]
    public void Nothing_has_happened_yet()
    {
        var report = ExperimentReport.Of(ExperimentPlan.Of(Definitions.Small), ExperimentState.Nothing);
        Assert.Equal("L0_minimal  3     0         0       -         -", ReportText.Lines(report).ElementAt(1));
        Assert.Empty(report.Pairs);
    }

    private static ExperimentReport Report(params IEnumerable<ExperimentEvent[]> happened)
    {
        var definition = Definitions.Varied("population.gamma=0.95,0.99");
        var state = happened.SelectMany(events => events).Aggregate(
            ExperimentState.Nothing.After(new ExperimentEvent.ExperimentDefined(definition)), (earlier, next) => earlier.After(next));
        return ExperimentReport.Of(ExperimentPlan.Of(definition), state);
    }

    private static ExperimentEvent[] Finished(int trial, double mean, params double[] curve) =>
    [
        new ExperimentEvent.TrialGranted(trial, 1, _worker),
        .. curve.Select((survival, index) => new ExperimentEvent.TrialEvaluated(trial, 1, new TrialEvaluation((index + 1) * 20, survival, 20, index + 1))),
        new ExperimentEvent.TrialFinished(trial, 1, new TrialResult(300, mean, 100)),
    ];

    private static ExperimentEvent[] Failed(int trial) =>
    [
        .. Enumerable.Range(1, 3).SelectMany(epoch => new ExperimentEvent[]
        {
            new ExperimentEvent.TrialGranted(trial, epoch, _worker),
            new ExperimentEvent.TrialFailed(trial, epoch, "it was killed", epoch),
        }),
    ];
}
