using Akka.Actor;
using Akka.TestKit;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;

namespace Townlet.Actors.Tests.Training;

public class TrainerActorTests
{
    [Fact]
    public async Task Paused_training_does_not_move_until_it_is_resumed()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(Trainer.StatusChanged));
        town.Tell(new Trainer.Pause());
        var first = await NextStatusAsync(town, status => status.Paused);
        town.Tell(new Trainer.Pause());
        var second = await NextStatusAsync(town, status => status.Paused);
        Assert.Equal(first.TotalSteps, second.TotalSteps);
        Assert.True(second.IsTraining);

        town.Tell(new Trainer.Resume());
        await NextStatusAsync(town, status => !status.Paused);
        town.Tell(new Trainer.TogglePause());

        await NextStatusAsync(town, status => status.Paused);
        town.Tell(new Trainer.Resume());
        // Nothing but training moves the steps on: the clock stands still.
        while ((await NextStatusAsync(town, status => !status.Paused)).TotalSteps == second.TotalSteps)
        {
            town.Tell(new Trainer.Resume());
        }

        town.Tell(new Trainer.Pause());
        await NextStatusAsync(town, status => status.Paused);
        town.Tell(new Trainer.TogglePause());
        await NextStatusAsync(town, status => !status.Paused);
    }

    [Fact]
    public async Task Pausing_and_resuming_often_leaves_one_stream_of_slices()
    {
        const int Times = 10;
        const int SliceSteps = 64;
        // At each status the trainer waits until the test releases it, so that messages sent in between stay in its mailbox.
        using var gate = new SemaphoreSlim(0);
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless });
        var statuses = town.Listen(typeof(Trainer.StatusChanged));
        statuses.SetAutoPilot(new DelegateAutoPilot((_, _) =>
        {
            gate.Wait();
            return AutoPilot.KeepRunning;
        }));

        // While it waits at the first of these, the trainer has not requested a slice yet: slices come after the last of them.
        town.Tell(new Trainer.Resume());
        for (var time = 0; time < Times; time++)
        {
            town.Tell(new Trainer.Pause());
            town.Tell(new Trainer.Resume());
        }

        // This changes nothing and only shows the steps so far.
        town.Tell(new Trainer.Resume());
        await town.StatusAsync();
        gate.Release(1 + (2 * Times));
        await ReceiveStatusesAsync(statuses, 1 + (2 * Times));

        // The trainer waits at that one: the requested slices come before the next.
        town.Tell(new Trainer.Resume());
        await town.StatusAsync();
        gate.Release(2);
        var before = await ReceiveStatusesAsync(statuses, 1);
        var after = await ReceiveStatusesAsync(statuses, 1);
        gate.Release(100);

        Assert.Equal(before.TotalSteps + SliceSteps, after.TotalSteps);
    }

    [Fact]
    public async Task Stopping_finishes_the_episode_under_way_and_keeps_it_in_the_last_checkpoint()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup(), typeof(Supervisor.Operational), typeof(Announcement), typeof(Trainer.EpisodeCompleted), typeof(CheckpointPublisher.Published));
        town.Tell(new Supervisor.ServerListening());
        await town.Events.FishForMessageAsync<Supervisor.Operational>(_ => true);
        var probe = town.NewProbe();

        town.Tell(new Supervisor.Stop(Component.Trainer), probe);

        await town.Events.FishForMessageAsync<Announcement>(said => said.Text == "Finishing current episode...");
        var last = await town.Events.ExpectMsgAsync<Trainer.EpisodeCompleted>();
        var saving = await town.Events.ExpectMsgAsync<Announcement>();
        Assert.Equal($"Saving checkpoint at episode {last.Outcome.Episode}...", saving.Text);
        await probe.ExpectMsgAsync<Supervisor.Stopped>();
        var published = await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        Assert.Equal(last.Outcome.Episode, published.Checkpoint.Episode);
        Assert.Equal(last.Outcome.Episode, (await town.StatusAsync()).Training.CurrentEpisode);
    }

    [Fact]
    public async Task Episode_that_is_not_finished_by_the_deadline_is_kept_as_it_is()
    {
        await using var town = await RunningTown.StartAsync(
            // No status comes by itself: each one is the answer to a command, and shows that all before it is done.
            new TownSetup { ManualTime = true, Pack = Packs.Endless, Hocon = "townlet.trainer.status-interval = 1 h" },
            typeof(Announcement), typeof(Trainer.StatusChanged), typeof(CheckpointPublisher.Published));
        await NextStatusAsync(town, status => status.IsTraining);
        var probe = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Trainer), probe);
        await town.Events.FishForMessageAsync<Announcement>(said => said.Text == "Finishing current episode...");
        town.Tell(new Trainer.Resume());
        await NextStatusAsync(town, status => status.IsTraining);

        town.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        town.Tell(new Trainer.Resume());
        await NextStatusAsync(town, status => status.IsTraining);
        Assert.False(probe.HasMessages);
        town.Advance(TimeSpan.FromMilliseconds(1));

        await probe.ExpectMsgAsync<Supervisor.Stopped>();
        var published = await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
        var checkpoint = Read(published.Checkpoint.Path);
        Assert.Equal(0, checkpoint.Episode);
        Assert.True(checkpoint.TotalSteps > 0);
    }

    [Fact]
    public async Task Stopping_while_paused_keeps_the_state_and_a_later_run_goes_on_from_there()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Endless);
        long steps;
        await using (var town = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = Packs.Endless, Paused = true }, typeof(Trainer.StatusChanged), typeof(CheckpointPublisher.Published)))
        {
            town.Tell(new Trainer.Resume());
            await NextStatusAsync(town, status => status is { Paused: false, TotalSteps: > 0 });
            await town.PauseTrainingAsync();
            town.Tell(new Trainer.Pause());
            steps = (await NextStatusAsync(town, status => status.Paused)).TotalSteps;
            await town.StopAsync();
            var published = await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(_ => true);
            Assert.Equal(steps, Read(published.Checkpoint.Path).TotalSteps);
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Pack = Packs.Endless }, typeof(Trainer.Started), typeof(Trainer.StatusChanged));
        Assert.Equal(0, (await again.Events.ExpectMsgAsync<Trainer.Started>()).ResumedFrom);
        Assert.Equal(steps, (await again.Events.ExpectMsgAsync<Trainer.StatusChanged>()).Status.TotalSteps);
        await again.PauseTrainingAsync();
    }

    [Fact]
    public async Task Trainer_that_is_stopped_before_it_was_ready_never_trains()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));
        await town.LoadTrainerAgainAsync(town.Events);
        var started = town.Listen(typeof(Trainer.Started));
        var probe = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Trainer), probe);
        await probe.ExpectMsgAsync<Supervisor.Stopped>();

        // The answer to its request comes after all, and its end after that.
        var trainer = await town.System.ActorSelection(town.Supervisor.Path / "trainer").ResolveOne(TimeSpan.FromSeconds(20));
        await probe.WatchAsync(trainer);
        trainer.Tell(new CheckpointPublisher.Newest(null), ActorRefs.NoSender);
        trainer.Tell(new FaultSwitch.Trip(Component.Trainer), ActorRefs.NoSender);
        await probe.ExpectTerminatedAsync(trainer);

        Assert.False(started.HasMessages);
    }

    [Fact]
    public async Task Pause_that_comes_while_the_trainer_loads_holds_it_from_its_first_step()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus), typeof(Trainer.Started));
        var statuses = town.Listen(typeof(Trainer.StatusChanged));
        await town.LoadTrainerAgainAsync(town.Events);
        town.Tell(new Trainer.Resume());
        town.Tell(new Trainer.TogglePause());
        await town.StatusAsync();
        town.Advance(TimeSpan.FromSeconds(0.4));

        var first = await statuses.ExpectMsgAsync<Trainer.StatusChanged>();

        Assert.True(first.Status.Paused);
        Assert.Equal(0, first.Status.TotalSteps);
    }

    [Fact]
    public async Task Checkpoint_that_somebody_asks_for_is_of_the_present_episode()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Paused = true }, typeof(CheckpointPublisher.Published));
        var statuses = town.Listen(typeof(Trainer.StatusChanged));
        town.Tell(new Trainer.Pause());
        var episode = (await statuses.FishForMessageAsync<Trainer.StatusChanged>(_ => true)).Status.CurrentEpisode;

        town.Tell(new Trainer.TakeCheckpoint());

        Assert.Equal(episode, (await town.Events.ExpectMsgAsync<CheckpointPublisher.Published>()).Checkpoint.Episode);
        await town.PublisherIsDoneAsync();
        Assert.Equal($"checkpoint_ep{episode:D5}", (await town.StatusAsync()).Checkpoint);
    }

    [Fact]
    public async Task Checkpoints_are_taken_as_often_as_the_pack_says()
    {
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Pack = Packs.ShortWithCheckpointEvery(10), Episodes = 35 }, typeof(CheckpointPublisher.Published));

        foreach (var episode in (int[])[10, 20, 30, 35])
        {
            Assert.Equal(episode, (await town.Events.ExpectMsgAsync<CheckpointPublisher.Published>()).Checkpoint.Episode);
        }
    }

    [Fact]
    public async Task Status_is_published_once_a_second()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true }, typeof(Trainer.StatusChanged));
        town.Tell(new Trainer.Pause());
        var statuses = town.Listen(typeof(Trainer.StatusChanged));
        town.Tell(new Trainer.Pause());
        await statuses.FishForMessageAsync<Trainer.StatusChanged>(_ => true);
        var counted = town.Listen(typeof(Trainer.StatusChanged));

        town.Advance(TimeSpan.FromSeconds(1));
        await counted.ExpectMsgAsync<Trainer.StatusChanged>();
        town.Advance(TimeSpan.FromSeconds(1));
        var status = (await counted.ExpectMsgAsync<Trainer.StatusChanged>()).Status;

        Assert.Equal((true, true, 1_000_000), (status.IsTraining, status.Paused, status.TotalEpisodes));
    }

    [Fact]
    public async Task Later_run_goes_on_with_the_next_episode()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 5 }))
        {
            await town.System.WhenTerminated;
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Episodes = 7 }, typeof(Trainer.Started), typeof(Trainer.EpisodeCompleted), typeof(Trainer.Completed));

        Assert.Equal(5, (await again.Events.ExpectMsgAsync<Trainer.Started>()).ResumedFrom);
        Assert.Equal(6, (await again.Events.ExpectMsgAsync<Trainer.EpisodeCompleted>()).Outcome.Episode);
        Assert.Equal(7, (await again.Events.ExpectMsgAsync<Trainer.EpisodeCompleted>()).Outcome.Episode);
        Assert.Equal(7, (await again.Events.ExpectMsgAsync<Trainer.Completed>()).Episode);
    }

    [Fact]
    public async Task Later_run_tells_what_came_back()
    {
        using var folder = new TemporaryFolder();
        var pack = Packs.Short with { Population = Packs.Short.Population with { AgentCount = 2 } };
        var run = folder.NewRun(pack);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Pack = pack, Episodes = 25 }))
        {
            await town.System.WhenTerminated;
        }

        var checkpoint = Read(Directory.GetFiles(run.Checkpoints).Single());
        await using var again = await RunningTown.StartAsync(new TownSetup { Folder = run, Pack = pack, Episodes = 26 }, typeof(Announcement));

        await again.Events.FishForMessageAsync<Announcement>(said => said.Text == "Loaded checkpoint from episode 25");
        var told = (await again.Events.ExpectMsgAsync<Announcement>()).Text;
        using var loop = TrainingLoop.Restore(pack, new TrainingPlan { Episodes = 25, Seed = 0 }, checkpoint);
        Assert.True(loop.Status.LearnerSteps > 0);
        Assert.Equal(
            $"Restored: {checkpoint.TotalSteps} steps lived, {loop.Status.LearnerSteps} steps of the optimiser, {checkpoint.TotalSteps} transitions in replay, epsilon 0.937, curriculum stage 1, 5 random generators",
            told);
    }

    [Fact]
    public async Task Run_that_was_finished_already_completes_at_once()
    {
        using var folder = new TemporaryFolder();
        var run = folder.NewRun(Packs.Short);
        await using (var town = await RunningTown.StartAsync(new TownSetup { Folder = run, Episodes = 5 }))
        {
            await town.System.WhenTerminated;
        }

        await using var again = await RunningTown.StartAsync(
            new TownSetup { Folder = run, Episodes = 5 }, typeof(Trainer.EpisodeCompleted), typeof(Trainer.Completed));

        Assert.Equal(5, (await again.Events.ExpectMsgAsync<Trainer.Completed>()).Episode);
        await again.System.WhenTerminated;
        Assert.Equal(RunEnded.TrainingDone, again.Shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Command_that_is_carried_out_is_answered_so()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless });

        foreach (var command in (Trainer.ICommand[])[new Trainer.Pause(), new Trainer.Resume(), new Trainer.Resume(), new Trainer.TakeCheckpoint(), new Trainer.TogglePause(), new Trainer.TakeCheckpoint()])
        {
            Assert.IsType<Supervisor.Accepted>(await town.AskAsync(command));
        }
    }

    [Fact]
    public async Task Command_to_a_trainer_that_restarts_is_refused_for_now_with_the_reason()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));
        town.Tell(new FaultSwitch.Trip(Component.Trainer));
        await town.ReachesAsync(town.Events, Component.Trainer, ComponentState.Restarting);

        Assert.Equal(
            new Supervisor.Refused("The trainer is not running at the moment; try again.", IsForNow: true), await town.AskAsync(new Trainer.Pause()));
    }

    [Fact]
    public async Task Trainer_that_loads_takes_a_pause_and_refuses_a_checkpoint_for_now()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));
        await town.LoadTrainerAgainAsync(town.Events);

        Assert.IsType<Supervisor.Accepted>(await town.AskAsync(new Trainer.Pause()));
        Assert.True(Assert.IsType<Supervisor.Refused>(await town.AskAsync(new Trainer.TakeCheckpoint())).IsForNow);
    }

    [Fact]
    public async Task Command_to_a_trainer_that_stops_is_refused_for_now()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Pack = Packs.Endless, ManualTime = true }, typeof(Announcement), typeof(Trainer.StatusChanged));
        await NextStatusAsync(town, status => status.IsTraining);
        var stopped = town.NewProbe();
        town.Tell(new Supervisor.Stop(Component.Trainer), stopped);
        await town.Events.FishForMessageAsync<Announcement>(said => said.Text == "Finishing current episode...");

        var refused = new Supervisor.Refused("Training is stopping.", IsForNow: true);
        Assert.Equal(refused, await town.AskAsync(new Trainer.Pause()));
        town.Advance(TimeSpan.FromSeconds(30));
        await stopped.ExpectMsgAsync<Supervisor.Stopped>();
        Assert.Equal(refused, await town.AskAsync(new Trainer.TakeCheckpoint()));
    }

    [Fact]
    public async Task Command_to_a_trainer_that_is_done_is_refused_for_good()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Episodes = 3, Stay = true }, typeof(Trainer.Completed));
        await town.Events.ExpectMsgAsync<Trainer.Completed>();

        foreach (var command in (Trainer.ICommand[])[new Trainer.Pause(), new Trainer.Resume(), new Trainer.TakeCheckpoint()])
        {
            Assert.Equal(new Supervisor.Refused("Training is done: all 3 episodes are lived."), await town.AskAsync(command));
        }
    }

    [Fact]
    public async Task Run_that_is_to_stay_serves_on_after_its_last_episode()
    {
        await using var town = await RunningTown.StartAsync(new TownSetup { Episodes = 3, Stay = true }, typeof(Trainer.Completed), typeof(ComponentStatus));
        await town.Events.FishForMessageAsync<Trainer.Completed>(_ => true);

        await town.PublisherIsDoneAsync();
        var status = await town.StatusAsync();

        Assert.False(status.Training.IsTraining);
        Assert.Equal(3, status.Training.CurrentEpisode);
        Assert.Null(town.Shutdown.ShutdownReason);
    }

    private static async Task<TrainingStatus> NextStatusAsync(RunningTown town, Predicate<TrainingStatus> where) =>
        (await town.Events.FishForMessageAsync<Trainer.StatusChanged>(changed => where(changed.Status))).Status;

    private static async Task<TrainingStatus> ReceiveStatusesAsync(TestProbe statuses, int count)
    {
        TrainingStatus? last = null;
        for (var number = 0; number < count; number++)
        {
            last = (await statuses.ExpectMsgAsync<Trainer.StatusChanged>()).Status;
        }

        return last!;
    }

    private static Checkpoint Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Checkpoint.Read(stream);
    }
}
