using System.Collections.Immutable;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>A report as programs and the page read it; docs/protocol.md says what each field means. Survival is a share of the step cap. Intervals are null where there are too few runs for one.</summary>
public static class ReportDocument
{
    internal static ExperimentFigures Of(ExperimentReport report) => new(
        report.Experiment, report.Standing, report.Lives, report.CurveLives, CaretakerReport.Share, [.. report.Arms.Select(Of)], [.. report.Pairs.Select(Of)]);

    private static ArmFigures Of(ArmReport arm) => new(
        arm.Arm,
        [.. arm.Runs.Select(Of)],
        arm.Iqm?.Value,
        arm.Iqm?.Interval?.Low,
        arm.Iqm?.Interval?.High,
        arm.Iqm?.Trust,
        arm.Runs.Length,
        arm.Finished,
        arm.Failed,
        [.. arm.Curve.Select(point => new CurveFigures(point.Episode, point.Runs, point.Survival.Value, point.Survival.Interval?.Low, point.Survival.Interval?.High, point.Survival.Trust))],
        [.. arm.Profile.Select(point => new ProfileFigures(point.Threshold, point.Share.Value, point.Share.Interval?.Low, point.Share.Interval?.High))],
        arm.Caretaker is { } caretaker ? new CaretakerFigures(caretaker.Survival, caretaker.Reached, caretaker.Lives, caretaker.Seconds) : null);

    private static RunFigures Of(RunReport run) => new(
        run.Trial,
        run.Run,
        run.Seed,
        StateOf(run.State),
        run.Episodes,
        run.Wanted,
        run.Final is { } final ? new FinalFigures(final.Mean, final.Lives) : null,
        [.. run.Curve.Select(point => new EvaluationFigures(point.Episode, point.Mean, point.Seconds))],
        run.Cause,
        run.Folder.Replace('\\', '/'),
        run.Epoch,
        run.Node);

    private static PairFigures Of(PairReport pair)
    {
        var estimate = pair.ProbabilityOfImprovement;
        return new PairFigures(pair.A, pair.B, estimate.Value, estimate.Interval?.Low, estimate.Interval?.High, estimate.Trust);
    }

    internal static RunState StateOf(TrialPhase phase) => phase switch
    {
        TrialPhase.Granted => RunState.Running,
        TrialPhase.Finished => RunState.Finished,
        TrialPhase.Failed => RunState.Failed,
        _ => RunState.Waiting,
    };

    /// <param name="Experiment">Its name.</param>
    /// <param name="State">Of the whole.</param>
    /// <param name="Lives">Fresh lives in which each final policy is measured.</param>
    /// <param name="CurveLives">Fresh lives in which each point of a curve is measured.</param>
    /// <param name="CaretakerShare">Share of the caretaker's survival that counts as near it.</param>
    /// <param name="Arms">In the order of the plan.</param>
    /// <param name="Pairs">Every two arms that have a finished run each.</param>
    public sealed record ExperimentFigures(
        string Experiment, ExperimentStanding State, int Lives, int CurveLives, double CaretakerShare, ImmutableArray<ArmFigures> Arms, ImmutableArray<PairFigures> Pairs);

    public sealed record ArmFigures(
        string Arm, ImmutableArray<RunFigures> Runs, double? Iqm, double? Low, double? High, Trust? Trust, int Wanted, int Finished, int Failed,
        ImmutableArray<CurveFigures> Curve, ImmutableArray<ProfileFigures> Profile, CaretakerFigures? Caretaker);

    public sealed record RunFigures(
        int Trial, int Run, ulong Seed, RunState State, int? Episodes, int Wanted, FinalFigures? Final, ImmutableArray<EvaluationFigures> Evaluated,
        string? Cause, string Folder, int Epoch, string? Node);

    public sealed record FinalFigures(double Mean, int Lives);

    public sealed record EvaluationFigures(int Episode, double Mean, double? Seconds);

    public sealed record CurveFigures(int Episode, int Runs, double Iqm, double? Low, double? High, Trust Trust);

    public sealed record ProfileFigures(double Threshold, double Share, double? Low, double? High);

    public sealed record CaretakerFigures(double Survival, int Reached, double? Lives, double? Seconds);

    public sealed record PairFigures(string A, string B, double ProbabilityOfImprovement, double? Low, double? High, Trust Trust);
}
