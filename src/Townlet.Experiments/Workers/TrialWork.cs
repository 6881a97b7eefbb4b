using Townlet.Experiments.Plans;
using Townlet.Experiments.Shipping;
using Townlet.Runs;

namespace Townlet.Experiments.Workers;

/// <summary>What a worker needs for every trial.</summary>
/// <param name="Plan">The trials.</param>
/// <param name="Folder">Where their run folders are.</param>
/// <param name="Launcher">Starts their processes.</param>
/// <param name="Versions">Of this program, for runs that are made.</param>
/// <param name="Time">The clock.</param>
/// <param name="Store">Where their checkpoints are carried; null: nowhere.</param>
internal sealed record TrialWork(ExperimentPlan Plan, ExperimentFolder Folder, ITrialLauncher Launcher, RunVersions Versions, TimeProvider Time, TrialStore? Store = null);
