using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Reports;

/// <summary>A few figures about an experiment, for a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Standing">How it stands as a whole.</param>
/// <param name="Trials">Runs of all arms.</param>
/// <param name="Finished">How many of them are finished.</param>
/// <param name="Failed">How many have failed for good.</param>
/// <param name="Fault">Why the figures are missing; null where they are not.</param>
public sealed record ExperimentEntry(string Name, ExperimentStanding Standing, int Trials, int Finished, int Failed, string? Fault)
{
    public static ExperimentEntry Of(ExperimentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var name = Path.GetFileName(folder.Path);
        try
        {
            var trials = folder.ReadDefinition()?.TrialCount ?? 0;
            var state = JournalReader.Read(folder);
            return new ExperimentEntry(
                name, StandingOf(state), trials, state.Trials.Count(trial => trial.Phase == TrialPhase.Finished), state.Trials.Count(trial => trial.Phase == TrialPhase.Failed), Fault: null);
        }
        catch (ExperimentRefusedException fault)
        {
            return new ExperimentEntry(name, ExperimentStanding.Paused, 0, 0, 0, fault.Message);
        }
    }

    internal static ExperimentStanding StandingOf(ExperimentState state) =>
        state.IsComplete ? ExperimentStanding.Complete : state.IsStopped ? ExperimentStanding.Paused : ExperimentStanding.Running;
}
