using Townlet.Experiments.Plans;
using Townlet.Runs;

namespace Townlet.Experiments.Workers;

/// <summary>What a worker needs for every trial.</summary>
/// <param name="Plan">The trials.</param>
/// <param name="Folder">Where their run folders are.</param>
/// <param name="Launcher">Starts their processes.</param>
/// <param name="Versions">Of this program, for runs that are made.</param>
/// <param name="Time">The clock.</param>
internal sealed record TrialWork(ExperimentPlan Plan, ExperimentFolder Folder, ITrialLauncher Launcher, RunVersions Versions, TimeProvider Time);
