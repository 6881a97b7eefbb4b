using System.Collections.Immutable;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>What an experiment has shown so far. Runs that are missing are counted, never dropped in silence.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Standing">How it stands as a whole.</param>
/// <param name="Lives">Fresh lives in which each final policy was measured.</param>
/// <param name="CurveLives">Fresh lives in which each point of a curve was measured.</param>
/// <param name="Arms">In the order of the plan.</param>
/// <param name="Pairs">Every two arms that have a finished run each, the earlier arm first.</param>
public sealed record ExperimentReport(
    string Experiment, ExperimentStanding Standing, int Lives, int CurveLives, ImmutableArray<ArmReport> Arms, ImmutableArray<PairReport> Pairs)
{
    /// <summary>Shares of the step cap at which the performance profile is drawn.</summary>
    private const int ProfileSteps = 20;

    private static readonly double[] _thresholds = [.. Enumerable.Range(0, ProfileSteps + 1).Select(step => step / (double)ProfileSteps)];

    /// <param name="plan">The arms and trials.</param>
    /// <param name="state">What the journal says.</param>
    public static ExperimentReport Of(ExperimentPlan plan, ExperimentState state)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        ImmutableArray<ArmReport> arms = [.. plan.Arms.Select(arm => Describe(plan, arm, state))];
        var scored = arms.Select(arm => (arm.Arm, Scores: ScoresOf(arm.Runs))).Where(arm => arm.Scores is not null).ToArray();
        return new ExperimentReport(
            plan.Definition.Name,
            ExperimentEntry.StandingOf(state),
            plan.Definition.EvaluationLives,
            plan.Definition.CurveLives,
            arms,
            [
                .. from first in scored.Index()
                   from second in scored.Skip(first.Index + 1)
                   select new PairReport(first.Item.Arm, second.Arm, ProbabilityOfImprovement.Estimate(first.Item.Scores!, second.Scores!)),
            ]);
    }

    /// <summary>The same, with what is known of trials that run.</summary>
    /// <param name="episodes">Their finished lives, by number.</param>
    public ExperimentReport With(IReadOnlyDictionary<int, int> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return this with
        {
            Arms =
            [
                .. Arms.Select(arm => arm with
                {
                    Runs = [.. arm.Runs.Select(run => run.State == TrialPhase.Granted && episodes.TryGetValue(run.Trial, out var lived) ? run with { Episodes = Later(run.Episodes, lived) } : run)],
                }),
            ],
        };
    }

    private static ArmReport Describe(ExperimentPlan plan, Arm arm, ExperimentState state)
    {
        ImmutableArray<RunReport> runs =
        [
            .. plan.Trials.Where(trial => trial.Arm == arm).Select(trial => Describe(plan, trial, state.Find(trial.Number) ?? new TrialState { Number = trial.Number })),
        ];
        var scores = ScoresOf(runs);
        return new ArmReport(
            arm.Name,
            runs,
            scores is null ? null : InterquartileMean.Estimate(scores),
            CurvePointReport.CurveOf(runs.Select(run => run.Curve.AsEnumerable())),
            scores is null ? [] : PerformanceProfile.Estimate(scores, _thresholds),
            plan.CaretakerOf(arm) is { } caretaker ? CaretakerReport.Of(caretaker, [.. runs.Where(run => run.Final is not null).Select(run => run.Curve.AsEnumerable())]) : null);
    }

    private static RunReport Describe(ExperimentPlan plan, Trial trial, TrialState state) => new()
    {
        Trial = trial.Number,
        Run = trial.Run,
        Seed = trial.Seed,
        State = state.Phase,
        Episodes = state.Result?.Episodes ?? Later(state.Checkpoint?.Episode, state.Evaluations.IsEmpty ? null : state.Evaluations.Keys.Last()),
        Wanted = plan.EpisodesOf(trial),
        Curve = [.. state.Evaluations.Values],
        Final = state.Result,
        Cause = state.Cause,
        Folder = trial.Folder,
        Epoch = state.Epoch,
        Node = state.Holder?.Node,
    };

    private static int? Later(int? first, int? second) => first is null || second > first ? second ?? first : first;

    private static Scores? ScoresOf(ImmutableArray<RunReport> runs)
    {
        ImmutableArray<double> finals = [.. runs.Select(run => run.Final).OfType<TrialResult>().Select(final => final.Mean)];
        return finals.IsEmpty ? null : new Scores(finals);
    }
}
