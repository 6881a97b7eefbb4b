using System.Globalization;
using Townlet.EndToEnd;
using Townlet.EndToEnd.Processes;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.Runs.Metrics;
using Townlet.World;

namespace Townlet.Benchmarks;

/// <summary>
/// Whether the reward curve of a whole run rises with survival: trains with the real program and correlates (Pearson)
/// survival with reward, as its metrics.db keeps them. Beside it stands a reward that the learner never got: steps
/// against idling at death, and 0 for a full life.
/// </summary>
/// <param name="pack">The pack's folder.</param>
/// <param name="episodes">Lives to train for.</param>
/// <param name="seed">The seed of the run.</param>
internal sealed class RewardBenchmark(string pack, int episodes, ulong seed)
{
    private const int Window = 50;

    private static readonly (string Name, Func<EpisodeOutcome, double> Of)[] _curves =
    [
        ("total_reward", life => life.Reward),
        ("extrinsic_reward", life => life.ExtrinsicReward),
        ("steps_vs_idle", life => life.StepsVsIdle!.Value),
        ("steps_vs_idle at death, 0 for a full life", life => life.End == LifeEnd.Death ? life.StepsVsIdle!.Value : 0),
    ];

    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var run = folder["run"];
        string[] arguments = ["train", "--config", pack, "--episodes", Text($"{episodes}"), "--seed", Text($"{seed}"), "--checkpoint-dir", run];
        Console.WriteLine($"townlet {string.Join(' ', arguments[..^2])}");
        await using (var training = TownletProcess.Start(arguments))
        {
            var code = await training.WaitForExitAsync(TimeSpan.FromHours(1));
            if (code != 0)
            {
                throw new InvalidOperationException($"The run ended with exit code {code}.\n{training.Transcript()}");
            }
        }

        using var records = new StoredRecords(RunFolder.Open(run));
        Print([.. records.Episodes(from: 1, limit: int.MaxValue).Episodes.Select(row => row.Outcome)]);
    }

    private static void Print(IReadOnlyList<EpisodeOutcome> lives)
    {
        var windows = lives.Chunk(Window).Where(window => window.Length == Window).ToList();
        Console.WriteLine(Text($"{lives.Count} lives, {lives.Count(life => life.End == LifeEnd.StepCap)} of them full; survival of the first {Window} {Mean(windows[0], Survival):0.0}, of the last {Mean(windows[^1], Survival):0.0} steps"));
        Console.WriteLine();
        Console.WriteLine($"| curve | first {Window} | last {Window} | correlation with survival, means of {Window} lives | single lives | {string.Join(" | ", Stages(lives).Select(stage => $"lives at stage {stage.Key}"))} |");
        Console.WriteLine($"|---|---|---|---|---|{string.Concat(Stages(lives).Select(_ => "---|"))}");
        foreach (var (name, of) in _curves)
        {
            var cells = new[]
            {
                Text($"{Mean(windows[0], of):0.00}"),
                Text($"{Mean(windows[^1], of):0.00}"),
                Correlation(windows, window => Mean(window, Survival), window => Mean(window, of)),
                Correlation(lives, Survival, of),
            };
            Console.WriteLine($"| {name} | {string.Join(" | ", cells.Concat(Stages(lives).Select(stage => Correlation(stage.ToList(), Survival, of))))} |");
        }
    }

    private static IEnumerable<IGrouping<int, EpisodeOutcome>> Stages(IEnumerable<EpisodeOutcome> lives) => lives.GroupBy(life => life.Stage).OrderBy(stage => stage.Key);

    private static double Survival(EpisodeOutcome life) => life.Length;

    private static double Mean(EpisodeOutcome[] lives, Func<EpisodeOutcome, double> of) => lives.Average(of);

    private static string Correlation<T>(IReadOnlyList<T> points, Func<T, double> x, Func<T, double> y)
    {
        var (meanX, meanY) = (points.Average(x), points.Average(y));
        var (covariance, varianceX, varianceY) = (0.0, 0.0, 0.0);
        foreach (var point in points)
        {
            var (fromMeanX, fromMeanY) = (x(point) - meanX, y(point) - meanY);
            covariance += fromMeanX * fromMeanY;
            varianceX += fromMeanX * fromMeanX;
            varianceY += fromMeanY * fromMeanY;
        }

        return varianceX > 0 && varianceY > 0 ? Text($"{covariance / Math.Sqrt(varianceX * varianceY):+0.000;-0.000}") : "none: it does not vary";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
