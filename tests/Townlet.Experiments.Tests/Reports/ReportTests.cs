using System.Text.Json;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Reports;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests.Reports;

public class ReportTests
{
    private static readonly WorkerId _worker = new("node", 1);

    /// <summary>Two arms of three runs: one arm finished, of the other one run finished, one failed for good and one waits.</summary>
    private static readonly ExperimentReport _report = Report(
        Finished(1, 0.5), Finished(2, 0.2), Finished(3, 0.7), Failed(4), Finished(5, 0.6));

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
        Assert.Equal("gamma=0.99  3     1         1       0.200     none from 1 run", lines[2]);
        Assert.Contains("A run of gamma=0.95 ends better than one of gamma=0.99 with probability 1.00 (none from 1 run).", lines);
        Assert.Contains("gamma=0.99/seed_2 failed: it was killed", lines);
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

    private static ExperimentEvent[] Finished(int trial, double mean) =>
        [new ExperimentEvent.TrialGranted(trial, 1, _worker), new ExperimentEvent.TrialFinished(trial, 1, new TrialResult(300, mean, 100))];

    private static ExperimentEvent[] Failed(int trial) =>
    [
        .. Enumerable.Range(1, 3).SelectMany(epoch => new ExperimentEvent[]
        {
            new ExperimentEvent.TrialGranted(trial, epoch, _worker),
            new ExperimentEvent.TrialFailed(trial, epoch, "it was killed", epoch),
        }),
    ];
}
