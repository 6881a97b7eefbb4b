using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Tests.Fixtures;
using Townlet.Runs;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Experiments.Tests.Shipping;

public sealed class FinishedRunsTests : IDisposable
{
    private static readonly ExperimentPlan _plan = ExperimentPlan.Of(Definitions.Small);

    private readonly TemporaryFolder _disk = new();
    private readonly TrialStore _store;
    private readonly ExperimentFolder _folder;
    private readonly FinishedRuns _runs;

    public FinishedRunsTests()
    {
        _store = new TrialStore(StoreAddress.Parse(Directory.CreateDirectory(Path.Combine(_disk.Path, "store")).FullName, null))
        {
            Retry = new RetryTerms(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)),
        };
        _folder = ExperimentFolder.In(_disk.Path, _plan.Definition.Name);
        _runs = new FinishedRuns(_plan, _folder, _store, TimeProvider.System);
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Run_that_finished_elsewhere_is_brought_into_its_folder_and_earlier_epochs_are_removed()
    {
        var trial = _plan.Trials[1];
        await StoreAsync(trial, epoch: 1, episodes: 20, RunStatus.Running);
        await StoreAsync(trial, epoch: 2, episodes: 300, RunStatus.Finished);

        Assert.Empty(await _runs.FetchMissingAsync(Finished(2, epoch: 2), default));

        var run = RunFolder.Open(_folder.PathOf(trial));
        Assert.Equal(RunStatus.Finished, RunManifest.Read(run)!.Status);
        Assert.True(File.Exists(Path.Combine(run.Checkpoints, "checkpoint_ep00300.safetensors")));
        using var store = _store.Address.Open();
        Assert.Null(await MirrorManifest.ReadAsync(store, TrialStore.PlaceOf(_plan.Definition.Name, trial, 1), default));
        Assert.NotNull(await MirrorManifest.ReadAsync(store, TrialStore.PlaceOf(_plan.Definition.Name, trial, 2), default));
    }

    [Fact]
    public async Task Run_that_is_here_is_left_as_it_is()
    {
        var trial = _plan.Trials[1];
        Run(_folder.PathOf(trial), trial, 300, RunStatus.Finished);

        // The store does not even hold it.
        Assert.Empty(await _runs.FetchMissingAsync(Finished(2, epoch: 2), default));
    }

    [Fact]
    public async Task Run_that_the_store_lacks_is_named()
    {
        var fault = Assert.Single(await _runs.FetchMissingAsync(Finished(2, epoch: 2), default));

        var trial = _plan.Trials[1];
        Assert.Equal(
            $"{trial.Name} is finished, and its run could not be brought here: The store {_store.Address.Text} holds nothing in {TrialStore.PlaceOf(_plan.Definition.Name, trial, 2)}.", fault);
    }

    [Fact]
    public async Task Earlier_state_in_the_store_takes_no_place_of_what_is_here()
    {
        var trial = _plan.Trials[1];
        await StoreAsync(trial, epoch: 1, episodes: 20, RunStatus.Running);
        Run(_folder.PathOf(trial), trial, 40, RunStatus.Stopped);

        var fault = Assert.Single(await _runs.FetchMissingAsync(Finished(2, epoch: 1), default));

        Assert.EndsWith($"The store {_store.Address.Text} holds {TrialStore.PlaceOf(_plan.Definition.Name, trial, 1)} as of episode 20 only.", fault, StringComparison.Ordinal);
        Assert.Equal(40, RunManifest.Read(RunFolder.Open(_folder.PathOf(trial)))!.EpisodesCompleted);
    }

    private static ExperimentState Finished(int number, int epoch)
    {
        var worker = new WorkerId("there", 1);
        var state = ExperimentState.Nothing.After(new ExperimentEvent.ExperimentDefined(_plan.Definition));
        for (var granted = 1; granted <= epoch; granted++)
        {
            state = state.After(new ExperimentEvent.TrialGranted(number, granted, worker));
        }

        return state.After(new ExperimentEvent.TrialFinished(number, epoch, new TrialResult(300, 0.5, 100)));
    }

    private async Task StoreAsync(Trial trial, int epoch, int episodes, RunStatus status)
    {
        var run = Run(Path.Combine(_disk.Path, FormattableString.Invariant($"there-{epoch}")), trial, episodes, status);
        var pack = trial.Arm.Pack;
        using var mirror = new RunMirror(
            run, new RunIdentity(pack.Name, pack.Hash, trial.Seed), _store.Address.Open(), TrialStore.PlaceOf(_plan.Definition.Name, trial, epoch), TimeProvider.System);
        await mirror.ShipAsync(default);
    }

    private static RunFolder Run(string path, Trial trial, int episodes, RunStatus status)
    {
        var run = RunFolder.CreateAt(path, trial.Arm.Pack);
        var now = DateTimeOffset.UnixEpoch;
        new RunManifest
        {
            Seed = trial.Seed,
            EpisodesWanted = 300,
            EpisodesCompleted = episodes,
            PackName = trial.Arm.Pack.Name,
            PackHash = trial.Arm.Pack.Hash,
            Versions = new RunVersions("0", "0", "0"),
            Options = new Dictionary<string, string>(),
            Status = status,
            StartedAt = now,
            UpdatedAt = now,
        }.Write(run);
        File.WriteAllText(Path.Combine(run.Checkpoints, FormattableString.Invariant($"checkpoint_ep{episodes:D5}.safetensors")), "checkpoint");
        return run;
    }
}
