using System.Collections.Immutable;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>What an experiment has shown so far. Runs that are missing are counted, never dropped in silence.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Lives">Fresh lives in which each final policy was measured.</param>
/// <param name="Arms">In the order of the plan.</param>
/// <param name="Pairs">Every two arms that have a finished run each, the earlier arm first.</param>
public sealed record ExperimentReport(string Experiment, int Lives, ImmutableArray<ArmReport> Arms, ImmutableArray<PairReport> Pairs)
{
    /// <param name="plan">The arms and trials.</param>
    /// <param name="state">What the journal says.</param>
    public static ExperimentReport Of(ExperimentPlan plan, ExperimentState state)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(state);
        ImmutableArray<ArmReport> arms = [.. plan.Arms.Select(arm => Describe(arm, plan.Trials.Where(trial => trial.Arm == arm), state))];
        var scored = arms.Select(arm => (arm.Arm, Scores: ScoresOf(arm.Runs))).Where(arm => arm.Scores is not null).ToArray();
        return new ExperimentReport(
            plan.Definition.Name,
            plan.Definition.EvaluationLives,
            arms,
            [
                .. from first in scored.Index()
                   from second in scored.Skip(first.Index + 1)
                   select new PairReport(first.Item.Arm, second.Arm, ProbabilityOfImprovement.Estimate(first.Item.Scores!, second.Scores!)),
            ]);
    }

    private static ArmReport Describe(Arm arm, IEnumerable<Trial> trials, ExperimentState state)
    {
        ImmutableArray<RunReport> runs = [.. trials.Select(trial => Describe(trial, state.Find(trial.Number) ?? new TrialState { Number = trial.Number }))];
        return new ArmReport(arm.Name, runs, ScoresOf(runs) is { } scores ? InterquartileMean.Estimate(scores) : null);
    }

    private static RunReport Describe(Trial trial, TrialState state) => new(
        trial.Run, trial.Seed, state.Phase, state.Result?.Episodes ?? state.Checkpoint?.Episode, state.Result, state.Cause, trial.Folder, state.Epoch, state.Holder?.Node);

    private static Scores? ScoresOf(ImmutableArray<RunReport> runs)
    {
        ImmutableArray<double> finals = [.. runs.Select(run => run.Final).OfType<TrialResult>().Select(final => final.Mean)];
        return finals.IsEmpty ? null : new Scores(finals);
    }
}
