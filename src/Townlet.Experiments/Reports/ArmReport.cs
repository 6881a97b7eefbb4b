using System.Collections.Immutable;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>One arm of a report.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Runs">All of them, finished or not.</param>
/// <param name="Iqm">Interquartile mean of the final survival as a share of the cap; null where no run is finished.</param>
public sealed record ArmReport(string Arm, ImmutableArray<RunReport> Runs, Estimate? Iqm)
{
    public int Finished => Runs.Count(run => run.State == Scheduling.TrialPhase.Finished);

    /// <summary>For good.</summary>
    public int Failed => Runs.Count(run => run.State == Scheduling.TrialPhase.Failed);
}
