using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Reports;

/// <summary>A report for programs.</summary>
public static class ReportFiles
{
    // The text never stands inside a page, so letters need no escapes.
    private static readonly JsonSerializerOptions _format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON object; survival is a share of the step cap.</summary>
    public static string Json(ExperimentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.Serialize(
            new
            {
                experiment = report.Experiment,
                arms = report.Arms.Select(arm => new
                {
                    arm = arm.Arm,
                    runs = arm.Runs.Select(run => new
                    {
                        run = run.Run,
                        seed = run.Seed,
                        state = State(run.State),
                        episodes = run.Episodes,
                        final = run.Final is { } final ? new { mean = final.Mean, lives = final.Lives } : null,
                        cause = run.Cause,
                        folder = run.Folder,
                        epoch = run.Epoch,
                        node = run.Node,
                    }),
                    iqm = arm.Iqm?.Value,
                    low = arm.Iqm?.Interval?.Low,
                    high = arm.Iqm?.Interval?.High,
                    trust = arm.Iqm?.Trust.ToString().ToLowerInvariant(),
                    wanted = arm.Runs.Length,
                    finished = arm.Finished,
                    failed = arm.Failed,
                }),
                pairs = report.Pairs.Select(pair => new
                {
                    a = pair.A,
                    b = pair.B,
                    probability_of_improvement = pair.ProbabilityOfImprovement.Value,
                    low = pair.ProbabilityOfImprovement.Interval?.Low,
                    high = pair.ProbabilityOfImprovement.Interval?.High,
                    trust = pair.ProbabilityOfImprovement.Trust.ToString().ToLowerInvariant(),
                }),
            },
            _format);
    }

    /// <summary>A line for each run, after one with the names of the columns.</summary>
    public static IEnumerable<string> Csv(ExperimentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        yield return "arm,run,seed,state,episodes,mean,lives,folder";
        foreach (var arm in report.Arms)
        {
            foreach (var run in arm.Runs)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Quoted(arm.Arm)},{run.Run},{run.Seed},{State(run.State)},{run.Episodes},{run.Final?.Mean},{run.Final?.Lives},{Quoted(run.Folder)}");
            }
        }
    }

    /// <summary>The score matrix that rliable reads: for each arm a list of runs, each with its score on the arm's one pack. Only finished runs have a score.</summary>
    public static string Rliable(ExperimentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.Serialize(
            report.Arms.ToDictionary(arm => arm.Arm, arm => arm.Runs.Where(run => run.Final is not null).Select(run => new[] { run.Final!.Mean })), _format);
    }

    private static string State(TrialPhase state) => state == TrialPhase.Granted ? "running" : state.ToString().ToLowerInvariant();

    private static string Quoted(string text) => text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
