using System.Text.Json;
using Townlet.Actors.Announcements;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;
using Townlet.Runs.Tests.Fixtures;
using Townlet.World;

namespace Townlet.Actors.Tests.Following;

public class RunFollowerActorTests
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Newest_policy_of_a_run_that_is_over_plays_and_its_episodes_can_be_asked_for()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 4);

        await using var town = await FollowAsync(run, typeof(Inference.PolicyLoaded));

        Assert.Equal("policy_ep00004", (await town.Events.ExpectMsgAsync<Inference.PolicyLoaded>()).Policy.Name);
        using var records = new StoredRecords(run);
        var page = records.Episodes(2, 2);
        Assert.Equal((4, "2,3"), (page.Total, string.Join(',', page.Episodes.Select(row => row.Outcome.Episode))));
        Assert.Equal(2, records.Visits(from: 2, to: 3).Lives);
        var status = await town.StatusAsync();
        Assert.Equal([Component.Follower, Component.Viewers, Component.Inference], status.Components.Select(component => component.Component));
        Assert.Equal((4, false), (status.Training.CurrentEpisode, status.Training.IsTraining));
    }

    [Fact]
    public async Task What_another_process_writes_is_told_and_its_policy_plays()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 2);
        await using var town = await FollowAsync(run, typeof(Trainer.EpisodeCompleted), typeof(Trainer.StageChanged));
        var policies = town.Listen(typeof(Inference.PolicyLoaded));
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Row(3)], [Records.Transition(3)]);
        }

        using var elsewhere = new TemporaryFolder();
        var policy = CheckpointStore.NewestPolicyOf(await TrainAsync(elsewhere, episodes: 3))!.Path;
        File.Copy(policy, Path.Combine(run.Policies, Path.GetFileName(policy)));
        town.Advance(_look);

        var episode = (await town.Events.ExpectMsgAsync<Trainer.EpisodeCompleted>()).Outcome;
        Assert.Equal((3, 43, 2.5, LifeEnd.Death, Meter.Energy), (episode.Episode, episode.Length, episode.Reward, episode.End, episode.Cause));
        Assert.Equal((3, 1, 2), (await town.Events.ExpectMsgAsync<Trainer.StageChanged>()).Transition switch { var transition => (transition.Episode, transition.From, transition.To) });
        using var records = new StoredRecords(run);
        Assert.Equal(3, Assert.Single(records.Transitions(3)).Transition.Episode);
        Assert.Equal("policy_ep00003", (await policies.ExpectMsgAsync<Inference.PolicyLoaded>()).Policy.Name);
    }

    [Fact]
    public async Task Viewers_are_told_nothing_that_no_file_holds()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 2);
        await using var town = await FollowAsync(run);
        var viewer = await town.JoinAsync();
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Row(3)], []);
        }

        town.Advance(_look);

        var told = await viewer.ExpectAsync("episode_complete");
        Assert.Equal((3, 43, 0.25), (told.GetProperty("episode").GetInt32(), told.GetProperty("length").GetInt32(), told.GetProperty("loss").GetDouble()));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("buffer_size").ValueKind);
    }

    [Fact]
    public async Task Training_by_another_process_is_seen_with_its_pace_and_its_end()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 2);
        var manifest = Records.Manifest(RunStatus.Running) with { EpisodesWanted = 30 };
        manifest.Write(run);
        using var held = RunLock.Take(run);
        await using var town = await FollowAsync(run, typeof(Trainer.StatusChanged), typeof(Trainer.Completed));
        Assert.True((await town.StatusAsync()).Training.IsTraining);
        using (var database = new MetricsDatabase(run.MetricsDatabase))
        {
            database.Append([Row(3), Row(4)], []);
        }

        town.Advance(_look);
        var status = (await town.Events.FishForMessageAsync<Trainer.StatusChanged>(changed => changed.Status.CurrentEpisode == 4)).Status;
        Assert.Equal((true, 43 + 44, 30), (status.IsTraining, status.StepsPerSecond, status.TotalEpisodes));
        Assert.Equal((0.9, 2, 1.0, 0.25, null), (status.Epsilon, status.CurriculumStage, status.IntrinsicWeight, status.Loss, status.ReplaySize));

        // Nothing new: what is known of the learner stays.
        town.Advance(_look);
        var still = (await town.Events.FishForMessageAsync<Trainer.StatusChanged>(_ => true)).Status;
        Assert.Equal((0.0, 0.9, 2, 0.25), (still.StepsPerSecond, still.Epsilon, still.CurriculumStage, still.Loss));

        (manifest with { Status = RunStatus.Finished }).Write(run);
        held.Dispose();
        town.Advance(_look);

        Assert.Equal(4, (await town.Events.FishForMessageAsync<Trainer.Completed>(_ => true)).Episode);
        Assert.False((await town.StatusAsync()).Training.IsTraining);
    }

    [Fact]
    public async Task Commands_for_the_trainer_are_refused_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        await using var town = await FollowAsync(await TrainAsync(folder, episodes: 2));
        var probe = town.NewProbe();

        town.Tell(new Trainer.Pause(), probe);

        Assert.Contains("only shows the run", (await probe.ExpectMsgAsync<Supervisor.Refused>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_goes_is_said_once_and_shown_as_state_until_it_is_back()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 2);
        await using var town = await FollowAsync(run, typeof(Announcement));
        var states = town.Listen(typeof(ComponentStatus));
        using var records = new StoredRecords(run);
        Directory.Move(run.Path, run.Path + ".aside");
        town.Advance(_look);
        town.Advance(_look);

        var failed = await states.FishForMessageAsync<ComponentStatus>(status => status is { Component: Component.Follower, State: ComponentState.Failed });
        Assert.StartsWith($"The run in {run.Path} is gone", failed.Detail, StringComparison.Ordinal);
        Assert.Throws<MetricsDatabaseException>(() => records.Episodes(1, 10));

        Directory.Move(run.Path + ".aside", run.Path);
        town.Advance(_look);

        await states.FishForMessageAsync<ComponentStatus>(status => status is { Component: Component.Follower, State: ComponentState.Ready });
        Assert.Equal(2, records.Episodes(1, 10).Total);
        var said = new List<string>();
        await foreach (var message in town.Events.ReceiveWhileAsync<Announcement>(_ => true, max: TimeSpan.FromSeconds(20), idle: TimeSpan.FromSeconds(0.2)))
        {
            said.Add(message.Text);
        }

        Assert.Single(said, text => text.Contains("is gone", StringComparison.Ordinal));
        Assert.Single(said, "The run can be read again.");
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_warned_of_once_and_read_when_they_can_be()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 2);
        var aside = run.MetricsDatabase + ".aside";
        File.Move(run.MetricsDatabase, aside);
        File.WriteAllText(run.MetricsDatabase, new string('x', 4096));
        await using var town = await FollowAsync(run, typeof(Announcement));
        var warnings = town.Events;
        var warning = await warnings.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning);
        Assert.Equal(Component.Follower, warning.Component);

        File.Move(aside, run.MetricsDatabase, overwrite: true);
        town.Advance(_look);

        await town.NewProbe().AwaitAssertAsync(async () => Assert.Equal(2, (await town.StatusAsync()).Training.CurrentEpisode));
    }

    [Fact]
    public async Task Follower_that_fails_comes_back_and_the_town_plays_on()
    {
        using var folder = new TemporaryFolder();
        await using var town = await FollowAsync(await TrainAsync(folder, episodes: 2), typeof(ComponentStatus));

        town.Tell(new FaultSwitch.Trip(Component.Follower));
        await town.ReachesAsync(town.Events, Component.Follower, ComponentState.Restarting);
        town.Advance(TimeSpan.FromSeconds(0.5));
        await town.ReachesAsync(town.Events, Component.Follower, ComponentState.Ready);

        Assert.Equal(0, (await town.StatusOfAsync(Component.Inference)).Restarts);
        await town.PublisherIsDoneAsync();
    }

    [Fact]
    public async Task Way_down_has_nothing_to_save()
    {
        using var folder = new TemporaryFolder();
        var run = await TrainAsync(folder, episodes: 2);
        var before = Directory.EnumerateFiles(run.Checkpoints).ToList();
        await using (var town = await FollowAsync(run, typeof(Announcement)))
        {
            await town.StopAsync();
            await town.System.WhenTerminated;
        }

        Assert.Equal(before, Directory.EnumerateFiles(run.Checkpoints));
    }

    private static async Task<RunFolder> TrainAsync(TemporaryFolder folder, int episodes)
    {
        var run = folder.NewRun(Packs.Short);
        await using var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = episodes, Serves = false });
        await town.System.WhenTerminated;
        return run;
    }

    private static async Task<RunningTown> FollowAsync(RunFolder run, params Type[] listen)
    {
        var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Follows = true, Stay = true, ManualTime = true }, listen);
        await town.NewProbe().AwaitAssertAsync(async () => Assert.True((await town.StatusAsync()).IsReady));
        return town;
    }

    private static EpisodeRow Row(int number) => Records.Row(Records.Outcome(number, length: 40 + number) with { Reward = 2.5, Cause = Meter.Energy, Loss = 0.25 });
}
