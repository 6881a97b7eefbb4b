using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Tests.Supervision;

/// <summary>What must hold however a trainer was lost: the next one goes on from the newest checkpoint, and every episode is recorded once.</summary>
internal static class LostTrainer
{
    /// <param name="lose">Makes the trainer fail or hang.</param>
    /// <param name="afterwards">What happens once the next trainer has started.</param>
    public static async Task IsReplacedAsync(Func<RunningTown, Task> lose, Action<RunningTown>? afterwards = null)
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.ShortWithCheckpointEvery(10);
        var run = folder.NewRun(pack);
        await using (var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Folder = run, Pack = pack },
            typeof(ComponentStatus), typeof(Trainer.Started), typeof(CheckpointPublisher.Published)))
        {
            Assert.Null((await town.Events.FishForMessageAsync<Trainer.Started>(_ => true)).ResumedFrom);
            await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);

            await lose(town);

            await town.ReachesAsync(town.Events, Component.Trainer, ComponentState.Restarting);
            town.Advance(TimeSpan.FromSeconds(0.5));
            var again = await town.Events.FishForMessageAsync<Trainer.Started>(_ => true);
            Assert.NotNull(again.ResumedFrom);
            Assert.Equal(0, again.ResumedFrom % 10);
            afterwards?.Invoke(town);
            await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(published => published.Checkpoint.Episode > again.ResumedFrom);
            await town.StopAsync();
        }

        using var records = new StoredRecords(run);
        var page = records.Episodes(1, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, page.Total), page.Episodes.Select(row => row.Outcome.Episode));
        Assert.InRange(page.Total, 20, int.MaxValue);
    }
}
