using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.Runs.Metrics;
using Townlet.Runs.TensorBoard;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Tests.Recording;

public class RecordingTests
{
    [Fact]
    public async Task Every_finished_episode_has_its_row()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 4 }, typeof(Trainer.EpisodeCompleted)))
        {
            await town.System.WhenTerminated;
            var rows = Rows(run);
            Assert.Equal(4, rows.Count);
            foreach (var row in rows)
            {
                var lived = (await town.Events.ExpectMsgAsync<Trainer.EpisodeCompleted>()).Outcome;
                Assert.Equal(
                    (lived.Episode, lived.Length, lived.Reward, lived.ExtrinsicReward, lived.IntrinsicReward, lived.Stage, lived.Epsilon, lived.End),
                    (row.Outcome.Episode, row.Outcome.Length, row.Outcome.Reward, row.Outcome.ExtrinsicReward, row.Outcome.IntrinsicReward, row.Outcome.Stage, row.Outcome.Epsilon, row.Outcome.End));
            }
        }
    }

    [Fact]
    public async Task Rows_and_transitions_are_read_back_once_they_are_written()
    {
        await using var town = await StartIdleAsync();

        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        town.Publish(new Trainer.StageChanged(Lives.Transition(900)));
        town.Publish(new Trainer.StageChanged(Lives.Transition(901)));

        await town.WriterIsDoneAsync();
        using var records = new StoredRecords(town.Folder);
        Assert.Equal([Lives.Transition(901)], records.Transitions(901).Select(row => row.Transition));
        var row = Assert.Single((await ReadAsync(town)).Episodes);
        Assert.Equal((900, 940, Meter.Energy, 0.125), (row.Outcome.Episode, row.Outcome.Length, row.Outcome.Cause, row.Outcome.Loss));
        var (transition, _) = Assert.Single(records.Transitions(), row => row.Transition.Episode == 900);
        Assert.Equal((1, 2, 1200L), (transition.From, transition.To, transition.Steps));
    }

    [Fact]
    public async Task Waiting_rows_are_written_when_the_interval_is_over()
    {
        await using var town = await StartIdleAsync();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        await town.PublisherIsDoneAsync();
        Assert.DoesNotContain(Rows(town.Folder), row => row.Outcome.Episode == 900);

        town.Advance(TimeSpan.FromSeconds(0.25));

        await town.NewProbe().AwaitAssertAsync(() => Assert.Contains(Rows(town.Folder), row => row.Outcome.Episode == 900));
    }

    [Fact]
    public async Task Episodes_after_the_checkpoint_that_training_goes_on_from_are_removed()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 5 }))
        {
            await town.System.WhenTerminated;
        }

        var kept = Rows(run);
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([kept[0] with { Outcome = kept[0].Outcome with { Episode = 900 } }], []);
        }

        await using var again = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 6, Stay = true }, typeof(Announcement));
        await again.Events.FishForMessageAsync<Announcement>(said => said.Text == "1 episode that was recorded after episode 5 is lived again: its record was removed.");
        await again.NewProbe().AwaitAssertAsync(async () => Assert.Equal(6, (await again.StatusAsync()).Training.CurrentEpisode));

        var page = await ReadAsync(again, from: 1);
        Assert.Equal(Enumerable.Range(1, 6), page.Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal(kept, page.Episodes.Take(5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Records_that_are_lost_are_said_and_new_ones_begun(bool emptied)
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 5 }))
        {
            await town.System.WhenTerminated;
        }

        if (emptied)
        {
            File.WriteAllText(run.MetricsDatabase, "");
        }
        else
        {
            File.Delete(run.MetricsDatabase);
        }

        await using var again = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 6, Stay = true }, typeof(Announcement));
        var said = await again.Events.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning);
        Assert.StartsWith($"{run.MetricsDatabase} holds none of the 5 episodes that were lived so far", said.Text, StringComparison.Ordinal);
        await again.NewProbe().AwaitAssertAsync(async () => Assert.Equal(6, (await again.StatusAsync()).Training.CurrentEpisode));

        Assert.Equal([6], (await ReadAsync(again, from: 1)).Episodes.Select(row => row.Outcome.Episode));
    }

    [Fact]
    public async Task Episodes_that_could_not_be_written_are_counted_at_the_end_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        File.WriteAllText(run.MetricsDatabase, string.Concat(Enumerable.Repeat("my thesis ", 1000)));
        await using var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 4 }, typeof(Announcement));
        var reason = $"{run.MetricsDatabase} could not be opened: it is not an SQLite database.";

        await town.Events.FishForMessageAsync<Announcement>(said => said.Text.StartsWith(reason, StringComparison.Ordinal));

        await town.Events.FishForMessageAsync<Announcement>(said => said.Text.StartsWith($"Lost in this run: 4 episodes from 1 to 4 are not recorded ({reason}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_of_generalisation_is_told_and_recorded_with_both_layouts_and_not_repeated()
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.Short with { Training = Packs.Short.Training with { GeneralizationTestAt = 3, ShufflePlacesEvery = 2 } };
        var run = folder.NewRun(pack);
        Trainer.GeneralizationTested test;
        await using (var town = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = pack, Episodes = 5 }, typeof(Trainer.GeneralizationTested), typeof(Announcement)))
        {
            var told = await town.Events.FishForMessageAsync<Announcement>(said => said.Text.StartsWith("Generalisation test after episode 3: ", StringComparison.Ordinal));
            test = await town.Events.ExpectMsgAsync<Trainer.GeneralizationTested>();
            Assert.EndsWith($"Bed ({test.Shuffle.Before[0].X},{test.Shuffle.Before[0].Y}) to ({test.Shuffle.After[0].X},{test.Shuffle.After[0].Y}).", told.Text, StringComparison.Ordinal);
            await town.System.WhenTerminated;
        }

        Assert.Equal((3, true), (test.Shuffle.Episode, test.Shuffle.IsTest));
        var (before, after) = (test.Shuffle.Before[0], test.Shuffle.After[0]);
        using (var reader = MetricsReader.Open(run.MetricsDatabase)!)
        {
            Assert.Equal(
                $$"""{"episode":3,"places":[{"name":"Bed","before":[{{before.X}},{{before.Y}}],"after":[{{after.X}},{{after.Y}}]}]}""",
                reader.State("generalization_test"));
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = pack, Episodes = 9 }, typeof(Trainer.GeneralizationTested), typeof(Trainer.Completed));
        await again.Events.ExpectMsgAsync<Trainer.Completed>();
    }

    [Fact]
    public async Task Test_of_generalisation_that_is_still_to_come_again_is_not_kept()
    {
        await using var town = await StartIdleAsync();
        var shuffle = new PlaceShuffle(700, IsTest: true, [new GridPosition(1, 1)], [new GridPosition(2, 3)]);
        town.Publish(new Trainer.GeneralizationTested(["Bed"], shuffle));
        await ReadAsync(town);
        town.Publish(new Trainer.Started(ResumedFrom: 600));
        town.Publish(new Trainer.GeneralizationTested(["Bed"], shuffle with { Episode = 800 }));
        town.Publish(new Trainer.Started(ResumedFrom: 750));
        await ReadAsync(town);

        using var reader = MetricsReader.Open(town.Folder.MetricsDatabase)!;
        Assert.Null(reader.State("generalization_test"));
    }

    [Fact]
    public async Task Rows_that_cannot_be_written_are_kept_and_written_later()
    {
        await using var town = await StartIdleAsync();
        var events = town.Listen(typeof(Announcement));
        using var database = new Database(town.Folder);
        database.HideEpisodes();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        await town.PublisherIsDoneAsync();
        town.Advance(TimeSpan.FromSeconds(0.25));
        var warning = await events.ExpectMsgAsync<Announcement>();
        Assert.Equal((Component.CheckpointPublisher, AnnouncementSeverity.Warning), (warning.Component, warning.Severity));

        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        town.Advance(TimeSpan.FromSeconds(0.25));
        await town.WriterIsDoneAsync();
        Assert.False(events.HasMessages);

        database.ShowEpisodes();
        town.Advance(TimeSpan.FromSeconds(0.25));
        var good = await events.ExpectMsgAsync<Announcement>();

        Assert.Equal((Component.CheckpointPublisher, AnnouncementSeverity.Information), (good.Component, good.Severity));
        Assert.Equal([900, 901], (await ReadAsync(town)).Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal((ComponentState.Ready, 0), StateAndRestarts(await town.StatusOfAsync(Component.CheckpointPublisher)));
    }

    [Fact]
    public async Task Disk_that_takes_no_rows_for_long_costs_those_for_which_there_is_no_room_and_says_which()
    {
        await using var town = await StartIdleAsync("townlet.recorder.most-kept = 50");
        var events = town.Listen(typeof(Announcement));
        using var database = new Database(town.Folder);
        database.HideEpisodes();
        for (var episode = 1; episode <= 3000; episode++)
        {
            town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(episode)));
        }

        await town.PublisherIsDoneAsync();
        town.Advance(TimeSpan.FromSeconds(0.25));
        await events.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning && said.Text.StartsWith("50 episodes wait to be recorded, and there is no room for more", StringComparison.Ordinal));
        await town.WriterIsDoneAsync();

        database.ShowEpisodes();
        await town.WriterIsDoneAsync();

        await events.FishForMessageAsync<Announcement>(said => said.Text == "Records are written again.");
        await events.FishForMessageAsync<Announcement>(said => said.Text == "Lost in this run: 2950 episodes from 51 to 3000 are not recorded.");
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(3001)));
        Assert.Equal([.. Enumerable.Range(1, 50), 3001], (await ReadAsync(town, from: 1)).Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal((ComponentState.Ready, 0), StateAndRestarts(await town.StatusOfAsync(Component.CheckpointPublisher)));
    }

    [Fact]
    public async Task Rows_that_cannot_be_removed_yet_are_removed_later()
    {
        await using var town = await StartIdleAsync();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        Assert.Single((await ReadAsync(town)).Episodes);
        using var database = new Database(town.Folder);
        database.HideEpisodes();

        // Of these the first is waiting when the trainer starts again, and is lived again; the second is its new life.
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        town.Publish(new Trainer.Started(ResumedFrom: 500));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(902)));
        await town.WriterIsDoneAsync();
        database.ShowEpisodes();

        Assert.Equal([902], (await ReadAsync(town)).Episodes.Select(row => row.Outcome.Episode));
        Assert.Equal((ComponentState.Ready, 0), StateAndRestarts(await town.StatusOfAsync(Component.CheckpointPublisher)));
    }

    [Fact]
    public async Task Visits_are_summed_once_they_are_written()
    {
        await using var town = await StartIdleAsync();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)) { Detail = Lives.Detail with { PlaceTransitions = [new PlaceTransition(-1, 0, 3)], CellVisits = [new CellVisits(2, 1, 7, 0.5)] } });

        await town.WriterIsDoneAsync();

        using var records = new StoredRecords(town.Folder);
        var sums = records.Visits(from: 900, to: null);
        Assert.Equal((900, 999, 1), (sums.From, sums.To, sums.Lives));
        Assert.Equal(new PlaceVisitSum(null, "Bed", 3), Assert.Single(sums.Visits));
        Assert.Equal(new CellVisitSum(2, 1, 7, 0.5), Assert.Single(sums.Cells));
    }

    [Fact]
    public async Task Question_that_the_database_cannot_answer_fails_for_the_asker_alone()
    {
        await using var town = await StartIdleAsync();
        using var database = new Database(town.Folder);
        database.HideEpisodes();

        using var records = new StoredRecords(town.Folder);
        Assert.Throws<MetricsDatabaseException>(() => records.Episodes(1, 10));

        database.ShowEpisodes();
        await ReadAsync(town);
        Assert.Equal((ComponentState.Ready, 0), StateAndRestarts(await town.StatusOfAsync(Component.CheckpointPublisher)));
    }

    [Fact]
    public async Task Rows_that_wait_when_the_writer_fails_are_not_lost()
    {
        await using var town = await StartIdleAsync();
        var events = town.Listen(typeof(ComponentStatus));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));

        town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));

        await town.ReachesAsync(events, Component.CheckpointPublisher, ComponentState.Restarting);
        Assert.Contains(Rows(town.Folder), row => row.Outcome.Episode == 900);
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(events, Component.CheckpointPublisher, ComponentState.Ready);
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        Assert.Equal([900, 901], (await ReadAsync(town)).Episodes.Select(row => row.Outcome.Episode));
    }

    [Fact]
    public async Task Episodes_that_end_while_the_writer_is_down_are_recorded_by_the_next()
    {
        await using var town = await StartIdleAsync();
        var events = town.Listen(typeof(ComponentStatus));
        town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
        // By then the fault is on its way to the writer, and the episode comes after it.
        await town.StatusAsync();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        await town.ReachesAsync(events, Component.CheckpointPublisher, ComponentState.Restarting);
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        town.Publish(new Trainer.Started(ResumedFrom: 900));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(902)));
        Assert.DoesNotContain(Rows(town.Folder), row => row.Outcome.Episode >= 900);

        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(events, Component.CheckpointPublisher, ComponentState.Ready);

        Assert.Equal([900, 902], (await ReadAsync(town)).Episodes.Select(row => row.Outcome.Episode));
    }

    [Fact]
    public async Task Episodes_that_ended_while_the_writer_was_down_are_recorded_before_the_end()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Endless);
        await using (var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless, Folder = run }, typeof(ComponentStatus)))
        {
            await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
            town.Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
            await town.ReachesAsync(town.Events, Component.CheckpointPublisher, ComponentState.Restarting);
            town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));

            await town.StopAsync();
        }

        Assert.Equal([900], Rows(run).Select(row => row.Outcome.Episode));
    }

    [Fact]
    public async Task Curves_follow_the_rows_through_a_run_and_its_continuation()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 3 }))
        {
            await town.System.WhenTerminated;
        }

        await using (var again = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 5 }))
        {
            await again.System.WhenTerminated;
        }

        Assert.Equal(Rows(run).Select(row => (row.Outcome.Episode, (float)row.Outcome.Length)), SurvivalCurve(run));
    }

    [Fact]
    public async Task Curves_of_episodes_that_are_lived_again_are_cut_off()
    {
        await using var town = await StartIdleAsync();
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        await ReadAsync(town);
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(902)));

        town.Publish(new Trainer.Started(ResumedFrom: 900));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901) with { Length = 5 }));
        await ReadAsync(town);

        Assert.Equal([(900, 940f), (901, 5f)], SurvivalCurve(town.Folder).TakeLast(2));
    }

    [Fact]
    public async Task Curves_that_cannot_be_drawn_keep_no_row_from_being_written_and_are_drawn_later()
    {
        await using var town = await StartIdleAsync();
        var events = town.Listen(typeof(Announcement));
        Directory.Delete(town.Folder.TensorBoard, recursive: true);
        File.WriteAllText(town.Folder.TensorBoard, "in the way");
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));

        Assert.Single((await ReadAsync(town)).Episodes);

        var warning = await events.ExpectMsgAsync<Announcement>();
        Assert.Equal((Component.CheckpointPublisher, AnnouncementSeverity.Warning), (warning.Component, warning.Severity));
        Assert.Contains(town.Folder.TensorBoard, warning.Text, StringComparison.Ordinal);
        File.Delete(town.Folder.TensorBoard);
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901)));
        await ReadAsync(town);
        Assert.Equal(AnnouncementSeverity.Information, (await events.ExpectMsgAsync<Announcement>()).Severity);
        Assert.Equal([900, 901], SurvivalCurve(town.Folder).Select(point => point.Episode));
    }

    [Fact]
    public async Task Network_is_sampled_now_and_then_with_its_gradient()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Hocon = "townlet.trainer.sample-every = 100" }, typeof(Trainer.EpisodeCompleted));

        var sampled = await town.Events.FishForMessageAsync<Trainer.EpisodeCompleted>(completed => completed.Layers.Length > 0);

        Assert.Equal(["layer0.weight", "layer0.bias"], sampled.Layers.Take(2).Select(layer => layer.Name));
        Assert.All(sampled.Layers, layer => Assert.Equal(layer.Weights.Length, layer.Gradient.Length));
        Assert.Contains(sampled.Layers, layer => layer.Gradient.Span.ContainsAnyExcept(0f));
        Assert.Empty((await town.Events.ExpectMsgAsync<Trainer.EpisodeCompleted>()).Layers);
    }

    private static List<(int Episode, float Survival)> SurvivalCurve(RunFolder run)
    {
        var points = new List<(int, float)>();
        foreach (var path in EventFile.In(run.TensorBoard))
        {
            using var stream = File.OpenRead(path);
            points.AddRange(
                from record in EventFile.Read(stream)
                from value in Tensorboard.Event.Parser.ParseFrom(record.Data.ToArray()).Summary?.Value ?? []
                where value.Tag == "agent_0/Episode/Survival_Time"
                select ((int)record.Step, value.SimpleValue));
        }

        return points;
    }

    /// <summary>Training is paused and the clock stands still: nothing is written but what the test publishes.</summary>
    private static async Task<RunningTown> StartIdleAsync(string hocon = "")
    {
        var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless, Hocon = hocon }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        return town;
    }

    private static async Task<EpisodePage> ReadAsync(RunningTown town, int from = 900)
    {
        await town.WriterIsDoneAsync();
        using var records = new StoredRecords(town.Folder);
        return records.Episodes(from, 1000);
    }

    private static (ComponentState State, int Restarts) StateAndRestarts(ComponentStatus status) => (status.State, status.Restarts);

    private static List<EpisodeRow> Rows(RunFolder run)
    {
        using var records = new StoredRecords(run);
        return [.. records.Episodes(1, 1000).Episodes];
    }
}
