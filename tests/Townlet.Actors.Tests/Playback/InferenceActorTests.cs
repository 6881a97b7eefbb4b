using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Configuration;
using Townlet.Runs.Checkpoints;
using Townlet.World;

namespace Townlet.Actors.Tests.Playback;

public class InferenceActorTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Without_a_checkpoint_the_untrained_agent_plays()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true },
            typeof(Inference.PolicyLoaded), typeof(Inference.PlaybackChanged), typeof(Inference.LifeStarted), typeof(Inference.StepTaken));

        var loaded = await town.Events.ExpectMsgAsync<Inference.PolicyLoaded>();
        Assert.Equal(("untrained", 0), (loaded.Policy.Name, loaded.Policy.Episode));
        Assert.Null(loaded.Policy.TakenAt);
        Assert.Empty(loaded.Available);
        Assert.Equal(new Inference.PlaybackChanged(Playing: true, Speed: 1, AutoCheckpoint: true), await town.Events.ExpectMsgAsync<Inference.PlaybackChanged>());
        Assert.Equal(1, (await town.Events.ExpectMsgAsync<Inference.LifeStarted>()).Life.Episode);
        Assert.Equal(0, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);
    }

    [Fact]
    public async Task Later_run_begins_with_its_newest_policy()
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.ShortWithCheckpointEvery(3);
        var run = folder.NewRun(pack);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Pack = pack, Episodes = 4 }))
        {
            await town.System.WhenTerminated;
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = pack, Episodes = 4, Stay = true }, typeof(Inference.PolicyLoaded));

        var loaded = await again.Events.ExpectMsgAsync<Inference.PolicyLoaded>();
        Assert.Equal(("policy_ep00004", 4), (loaded.Policy.Name, loaded.Policy.Episode));
        Assert.NotNull(loaded.Policy.TakenAt);
        Assert.Equal(["policy_ep00003", "policy_ep00004"], loaded.Available.AsEnumerable());
    }

    [Fact]
    public async Task Newer_policy_is_taken_as_soon_as_it_is_published_and_the_life_goes_on()
    {
        await using var town = await StartIdleAsync();
        await StepAsync(town);

        town.Tell(new Trainer.TakeCheckpoint());

        var loaded = await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(_ => true);
        Assert.Equal($"policy_ep{loaded.Policy.Episode:D5}", loaded.Policy.Name);
        var step = await StepAsync(town);
        Assert.Equal((loaded.Policy, 1, 2), (step.Life.Policy, step.Life.Episode, step.Frame.Step));
    }

    [Fact]
    public async Task Newer_policy_is_left_alone_while_the_automatic_choice_is_off_and_taken_when_it_is_on_again()
    {
        await using var town = await StartIdleAsync();
        town.Tell(new Inference.ToggleAutoCheckpoint());
        Assert.False((await town.Events.FishForMessageAsync<Inference.PlaybackChanged>(_ => true)).AutoCheckpoint);

        town.Tell(new Trainer.TakeCheckpoint());
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        await town.PublisherIsDoneAsync();
        for (var step = 0; step < 300; step++)
        {
            Assert.Equal("untrained", (await StepAsync(town)).Life.Policy.Name);
        }

        town.Tell(new Inference.ToggleAutoCheckpoint());
        await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(_ => true);
    }

    [Fact]
    public async Task Chosen_policy_begins_a_life_of_its_own_and_so_does_the_newest_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.ShortWithCheckpointEvery(3);
        var run = folder.NewRun(pack);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Pack = pack, Episodes = 6 }))
        {
            await town.System.WhenTerminated;
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = pack, Episodes = 6, Stay = true, ManualTime = true },
            typeof(Inference.PolicyLoaded), typeof(Inference.PlaybackChanged), typeof(Inference.LifeStarted), typeof(Inference.StepTaken));
        await again.Events.FishForMessageAsync<Inference.StepTaken>(_ => true);

        again.Tell(new Inference.LoadModel("policy_ep00003"));

        Assert.False((await again.Events.ExpectMsgAsync<Inference.PlaybackChanged>()).AutoCheckpoint);
        await ExpectNewLifeAsync(again, policyEpisode: 3, life: 2);

        again.Tell(new Inference.RefreshCheckpoint());
        await ExpectNewLifeAsync(again, policyEpisode: 6, life: 3);

        again.Tell(new Inference.LoadModel("untrained"));
        await again.Events.ExpectMsgAsync<Inference.PlaybackChanged>();
        await ExpectNewLifeAsync(again, policyEpisode: 0, life: 4);
    }

    [Fact]
    public async Task Policy_that_comes_by_itself_takes_over_the_life_that_a_chosen_one_began()
    {
        await using var town = await StartIdleAsync();
        town.Tell(new Inference.LoadModel("untrained"));
        Assert.Equal(2, (await town.Events.FishForMessageAsync<Inference.LifeStarted>(_ => true)).Life.Episode);
        town.Tell(new Inference.ToggleAutoCheckpoint());

        town.Tell(new Trainer.TakeCheckpoint());

        var loaded = await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(loaded => loaded.Policy.TakenAt is not null);
        var step = await StepAsync(town);
        Assert.Equal((loaded.Policy, 2, 1), (step.Life.Policy, step.Life.Episode, step.Frame.Step));
    }

    [Fact]
    public async Task Policy_that_is_not_there_is_refused_by_its_name()
    {
        await using var town = await StartIdleAsync();
        var probe = town.NewProbe();

        town.Tell(new Inference.LoadModel("policy_ep99999"), probe);

        Assert.Contains("'policy_ep99999'", (await probe.ExpectMsgAsync<Supervisor.Refused>()).Reason, StringComparison.Ordinal);
        Assert.Equal("untrained", (await StepAsync(town)).Life.Policy.Name);
    }

    [Fact]
    public async Task Newest_policy_is_refused_while_there_is_none()
    {
        await using var town = await StartIdleAsync();
        var probe = town.NewProbe();

        town.Tell(new Inference.RefreshCheckpoint(), probe);

        Assert.Contains("no checkpoint yet", (await probe.ExpectMsgAsync<Supervisor.Refused>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_are_taken_at_the_pace_that_viewers_set()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(Inference.StepTaken));
        Assert.Equal(0, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);
        await town.InferenceIsDoneAsync();

        await ExpectStepAfterAsync(town, _interval, step: 1);
        await ExpectStepAfterAsync(town, _interval, step: 2);

        town.Tell(new Inference.SetSpeed(4));
        await town.InferenceIsDoneAsync();
        await ExpectStepAfterAsync(town, _interval / 4, step: 3);

        town.Tell(new Inference.SetSpeed(0.1));
        await town.InferenceIsDoneAsync();
        await ExpectStepAfterAsync(town, _interval * 10, step: 4);
    }

    [Fact]
    public async Task Held_town_moves_by_single_steps_only_until_it_plays_again()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(Inference.StepTaken));
        await town.Events.ExpectMsgAsync<Inference.StepTaken>();
        town.Tell(new Inference.Pause());
        await town.InferenceIsDoneAsync();

        town.Advance(TimeSpan.FromMinutes(1));
        await town.InferenceIsDoneAsync();
        Assert.False(town.Events.HasMessages);

        town.Tell(new Inference.Step());
        Assert.Equal(1, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);
        town.Advance(TimeSpan.FromMinutes(1));
        await town.InferenceIsDoneAsync();
        Assert.False(town.Events.HasMessages);

        town.Tell(new Inference.Play());
        await town.InferenceIsDoneAsync();
        await ExpectStepAfterAsync(town, _interval, step: 2);
    }

    [Fact]
    public async Task Life_that_ends_is_told_with_its_length_and_the_next_has_the_next_number()
    {
        await using var town = await StartIdleAsync(Packs.Short);
        town.Tell(new Inference.Step());
        var last = await town.Events.FishForMessageAsync<Inference.StepTaken>(step => step.Frame.Step == 1);
        double total = last.Frame.Reward!.Value.Total;
        while (last.Frame.Alive)
        {
            last = await StepAsync(town);
            total += last.Frame.Reward!.Value.Total;
        }

        var ended = await town.Events.ExpectMsgAsync<Inference.LifeEnded>();
        Assert.Equal((1, last.Frame.Step), (ended.Life.Episode, ended.Steps));
        Assert.Equal(total, ended.TotalReward, 9);
        Assert.Equal(ended.End == LifeEnd.Death, ended.Cause is not null);
        Assert.Null(last.Frame.NextAction);
        Assert.DoesNotContain(true, last.Frame.ActionMask);

        town.Tell(new Inference.Step());
        Assert.Equal(2, (await town.Events.FishForMessageAsync<Inference.LifeStarted>(_ => true)).Life.Episode);
        var first = await town.Events.ExpectMsgAsync<Inference.StepTaken>();
        Assert.Equal((0, 0.0, true), (first.Frame.Step, first.Frame.CumulativeReward, first.Frame.Alive));
    }

    [Fact]
    public async Task Reset_begins_a_new_life_at_once()
    {
        await using var town = await StartIdleAsync();
        await StepAsync(town);

        town.Tell(new Inference.Reset());

        Assert.Equal(2, (await town.Events.FishForMessageAsync<Inference.LifeStarted>(_ => true)).Life.Episode);
        Assert.Equal(0, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);
    }

    [Fact]
    public async Task Change_of_conditions_is_told_and_begins_a_life_of_its_own()
    {
        await using var town = await StartIdleAsync();
        Assert.Equal(LifeConditions.Today, (await StepAsync(town)).Life.Conditions);

        town.Tell(new Inference.SetConditions(LifeConditions.Then));

        Assert.Equal(LifeConditions.Then, (await town.Events.ExpectMsgAsync<Inference.PlaybackChanged>()).Conditions);
        var life = (await town.Events.ExpectMsgAsync<Inference.LifeStarted>()).Life;
        Assert.Equal((2, LifeConditions.Then, 0.2f), (life.Episode, life.Conditions, life.DepletionMultiplier));
        Assert.Equal(0, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);

        town.Tell(new Inference.SetConditions(LifeConditions.Then));

        Assert.Equal(LifeConditions.Then, (await town.Events.ExpectMsgAsync<Inference.PlaybackChanged>()).Conditions);
        await town.InferenceIsDoneAsync();
        Assert.False(town.Events.HasMessages);
    }

    [Fact]
    public async Task Policy_that_cannot_be_read_leaves_the_old_one_playing()
    {
        await using var town = await StartIdleAsync();
        var path = Path.Combine(town.Folder.Policies, "policy_ep00009.safetensors");
        await File.WriteAllTextAsync(path, "not a policy");
        var warnings = town.Listen(typeof(Announcement));

        town.Publish(new CheckpointPublisher.Published(
            new StoredCheckpoint("checkpoint_ep00009", 9, "unused", 1), new StoredPolicy("policy_ep00009", 9, path), TimeSpan.Zero));

        var warning = await warnings.FishForMessageAsync<Announcement>(said => said.Severity == AnnouncementSeverity.Warning);
        Assert.Contains("policy_ep00009 cannot be played", warning.Text, StringComparison.Ordinal);
        Assert.Equal("untrained", (await StepAsync(town)).Life.Policy.Name);

        var probe = town.NewProbe();
        town.Tell(new Inference.LoadModel("policy_ep00009"), probe);
        Assert.Contains("policy_ep00009 cannot be played", (await probe.ExpectMsgAsync<Supervisor.Refused>()).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 2), await StepAsync(town) switch { var step => (step.Life.Episode, step.Frame.Step) });
        Assert.Equal(0, (await town.StatusOfAsync(Component.Inference)).Restarts);
    }

    [Fact]
    public async Task Newest_policy_that_cannot_be_read_at_the_start_gives_way_to_the_untrained_agent()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await File.WriteAllTextAsync(Path.Combine(run.Policies, "policy_ep00009.safetensors"), "not a policy");

        await using var town = await RunningTown.StartAsync(
            new TownSetup { Folder = run, ManualTime = true, Paused = true }, typeof(Announcement), typeof(Inference.PolicyLoaded));

        await town.Events.FishForMessageAsync<Announcement>(said => said.Text.Contains("policy_ep00009 cannot be played", StringComparison.Ordinal));
        Assert.Equal("untrained", (await town.Events.FishForMessageAsync<Inference.PolicyLoaded>(_ => true)).Policy.Name);
    }

    private static async Task ExpectNewLifeAsync(RunningTown town, int policyEpisode, int life)
    {
        var loaded = (await town.Events.ExpectMsgAsync<Inference.PolicyLoaded>()).Policy;
        Assert.Equal(policyEpisode, loaded.Episode);
        var begun = (await town.Events.ExpectMsgAsync<Inference.LifeStarted>()).Life;
        Assert.Equal((life, loaded), (begun.Episode, begun.Policy));
        Assert.Equal(0, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);
    }

    private static async Task ExpectStepAfterAsync(RunningTown town, TimeSpan interval, int step)
    {
        town.Advance(interval - _tick);
        await town.InferenceIsDoneAsync();
        Assert.False(town.Events.HasMessages);
        town.Advance(_tick);
        Assert.Equal(step, (await town.Events.ExpectMsgAsync<Inference.StepTaken>()).Frame.Step);
        await town.InferenceIsDoneAsync();
        Assert.False(town.Events.HasMessages);
    }

    private static async Task<Inference.StepTaken> StepAsync(RunningTown town)
    {
        town.Tell(new Inference.Step());
        return await town.Events.FishForMessageAsync<Inference.StepTaken>(_ => true);
    }

    /// <summary>Training is paused, playback is held, and no policy is published.</summary>
    private static async Task<RunningTown> StartIdleAsync(Pack? pack = null)
    {
        var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = pack ?? Packs.Endless },
            typeof(Inference.PolicyLoaded), typeof(Inference.PlaybackChanged), typeof(Inference.LifeStarted), typeof(Inference.StepTaken), typeof(Inference.LifeEnded),
            typeof(CheckpointPublisher.Published));
        await town.Events.FishForMessageAsync<Inference.StepTaken>(_ => true);
        town.Tell(new Inference.Pause());
        await town.Events.FishForMessageAsync<Inference.PlaybackChanged>(changed => !changed.Playing);
        return town;
    }
}
