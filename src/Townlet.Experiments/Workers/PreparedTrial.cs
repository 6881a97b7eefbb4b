using Townlet.Experiments.Plans;
using Townlet.Runs;

namespace Townlet.Experiments.Workers;

/// <summary>The run folder of a trial before its process starts: there is a run to be watched, though nothing has been learnt in it.</summary>
public static class PreparedTrial
{
    /// <summary>Opens the run of a trial, or makes it as its worker would.</summary>
    /// <param name="folder">Of the experiment.</param>
    /// <param name="plan">Its trials.</param>
    /// <param name="trial">One of them.</param>
    /// <param name="now">Time of a run that is made.</param>
    /// <param name="versions">Of a run that is made.</param>
    /// <exception cref="RunFolderException">The folder cannot be made or read, or holds another run.</exception>
    public static RunFolder Open(ExperimentFolder folder, ExperimentPlan plan, Trial trial, DateTimeOffset now, RunVersions versions)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(plan);
        return RunFolder.Open(TrialFolder.Open(folder.PathOf(trial), trial, plan.EpisodesOf(trial), now, versions).Path);
    }
}
