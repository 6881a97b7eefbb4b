using System.Collections.Immutable;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Runs;
using Townlet.Runs.Stores;

namespace Townlet.Experiments.Shipping;

/// <summary>Brings the runs of trials that finished on other machines here, into their ordinary folders, so that they can be evaluated, shown and compared.</summary>
/// <param name="plan">The trials.</param>
/// <param name="folder">Of the experiment.</param>
/// <param name="store">Where the runs are.</param>
/// <param name="time">Between two attempts.</param>
public sealed class FinishedRuns(ExperimentPlan plan, ExperimentFolder folder, TrialStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Brings what is not here. One call at a time does; others wait for it.</summary>
    /// <returns>What could not be brought: a sentence for each run.</returns>
    public async Task<ImmutableArray<string>> FetchMissingAsync(ExperimentState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var faults = ImmutableArray.CreateBuilder<string>();
            foreach (var finished in state.Trials.Where(trial => trial.Phase == TrialPhase.Finished))
            {
                var trial = plan.Trials[finished.Number - 1];
                if (!IsHere(trial) && await FetchAsync(trial, finished.Epoch, cancellation).ConfigureAwait(false) is { } fault)
                {
                    faults.Add($"{trial.Name} is finished, and its run could not be brought here: {fault}");
                }
            }

            return faults.ToImmutable();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool IsHere(Trial trial)
    {
        try
        {
            var path = folder.PathOf(trial);
            return RunFolder.Exists(path)
                && RunManifest.Read(RunFolder.Open(path)) is { Status: RunStatus.Finished } manifest && manifest.EpisodesCompleted >= plan.EpisodesOf(trial);
        }
        catch (RunFolderException)
        {
            return false;
        }
    }

    private async Task<string?> FetchAsync(Trial trial, int epoch, CancellationToken cancellation)
    {
        if (await store.FetchAsync(plan.Definition.Name, trial, epoch, plan.EpisodesOf(trial), folder.PathOf(trial), time, cancellation).ConfigureAwait(false) is { } fault)
        {
            return fault;
        }

        try
        {
            await store.RemoveOtherEpochsAsync(plan.Definition.Name, trial, epoch, cancellation).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // They take some room in the store, and nothing reads them.
        }

        return null;
    }
}
