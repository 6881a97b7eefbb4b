using System.Collections.Immutable;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>One arm of a report.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Runs">All of them, finished or not.</param>
/// <param name="Iqm">Interquartile mean of the final survival as a share of the cap; null where no run is finished.</param>
/// <param name="Curve">Its learning curve, over the runs that are measured at each point.</param>
/// <param name="Profile">Share of the finished runs that survive longer than each of some shares of the cap; empty where no run is finished.</param>
/// <param name="Caretaker">How soon its runs come near the scripted caretaker; null where that was not measured.</param>
public sealed record ArmReport(
    string Arm, ImmutableArray<RunReport> Runs, Estimate? Iqm, ImmutableArray<CurvePointReport> Curve, ImmutableArray<ProfilePoint> Profile, CaretakerReport? Caretaker)
{
    public int Finished => Runs.Count(run => run.State == Scheduling.TrialPhase.Finished);

    /// <summary>For good.</summary>
    public int Failed => Runs.Count(run => run.State == Scheduling.TrialPhase.Failed);
}
