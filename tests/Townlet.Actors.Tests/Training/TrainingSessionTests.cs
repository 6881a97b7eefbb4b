using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;

namespace Townlet.Actors.Tests.Training;

public class TrainingSessionTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Every_life_is_told_once_and_in_order()
    {
        using var session = Begin(Packs.Short, episodes: 12);

        var lives = RunToEnd(session).SelectMany(slice => slice.Events.OfType<Trainer.EpisodeCompleted>()).ToList();

        Assert.Equal(Enumerable.Range(1, 12), lives.Select(life => life.Outcome.Episode));
        Assert.All(lives, life => Assert.NotNull(life.Detail));
    }

    [Fact]
    public void Checkpoint_falls_due_as_often_as_the_pack_says_but_not_at_the_end()
    {
        using var session = Begin(Packs.ShortWithCheckpointEvery(4), episodes: 12);

        var due = new List<int>();
        while (!session.Finished)
        {
            if (session.Run().CheckpointIsDue)
            {
                due.Add(session.EpisodesCompleted);
            }
        }

        Assert.Equal([4, 8], due);
    }

    [Fact]
    public void Copies_of_the_network_come_after_so_many_steps_of_the_learner()
    {
        using var session = Begin(Packs.Short, episodes: 40, sampleEvery: 150);

        var lives = RunToEnd(session).SelectMany(slice => slice.Events.OfType<Trainer.EpisodeCompleted>()).ToList();
        var steps = session.Capture().TotalSteps;

        var copies = lives.Count(life => !life.Layers.IsEmpty);
        Assert.InRange(copies, 1, steps / 150);
        Assert.Empty(lives[0].Layers);
    }

    [Fact]
    public void Test_of_generalisation_is_told_with_the_names_of_the_places()
    {
        var pack = Packs.Short with { Training = Packs.Short.Training with { GeneralizationTestAt = 3 } };
        using var session = Begin(pack, episodes: 6);

        var test = Assert.Single(RunToEnd(session).SelectMany(slice => slice.Events.OfType<Trainer.GeneralizationTested>()));

        Assert.Equal(3, test.Shuffle.Episode);
        Assert.Equal(pack.Town.Places.Select(place => place.Name), test.Places);
    }

    [Fact]
    public void Regular_move_of_the_places_is_not_told()
    {
        var pack = Packs.Short with { Training = Packs.Short.Training with { GeneralizationTestAt = null, ShufflePlacesEvery = 2 } };
        using var session = Begin(pack, episodes: 6);

        Assert.All(RunToEnd(session).SelectMany(slice => slice.Events), told => Assert.IsType<Trainer.EpisodeCompleted>(told));
    }

    [Fact]
    public void Status_tells_the_pace_and_the_time_left()
    {
        using var session = Begin(Packs.Short, episodes: 8);
        session.StartClock();
        while (session.EpisodesCompleted < 2)
        {
            session.Run();
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        var status = session.Status(isTraining: true, paused: false);

        Assert.Equal((true, false, 2, 8), (status.IsTraining, status.Paused, status.CurrentEpisode, status.TotalEpisodes));
        Assert.Equal(status.TotalSteps / 10.0, status.StepsPerSecond, 9);
        Assert.Equal(30, status.SecondsLeft!.Value, 9);
    }

    [Fact]
    public void Pause_costs_no_pace()
    {
        using var session = Begin(Packs.Short, episodes: 8);
        session.StartClock();
        while (session.EpisodesCompleted < 2)
        {
            session.Run();
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        session.StopClock();
        _time.Advance(TimeSpan.FromHours(1));
        var status = session.Status(isTraining: true, paused: true);

        Assert.Equal(0, status.StepsPerSecond);
        Assert.Equal(30, status.SecondsLeft!.Value, 9);
    }

    [Fact]
    public void Session_goes_on_from_a_checkpoint()
    {
        using var first = Begin(Packs.Short, episodes: 3);
        RunToEnd(first);

        using var second = Begin(Packs.Short, episodes: 5, checkpoint: first.Capture());

        Assert.Null(first.Restored);
        Assert.Equal(3, second.Restored!.Episode);
        Assert.Equal([4, 5], RunToEnd(second).SelectMany(slice => slice.Events.OfType<Trainer.EpisodeCompleted>()).Select(life => life.Outcome.Episode));
    }

    private static List<SessionSlice> RunToEnd(TrainingSession session)
    {
        var slices = new List<SessionSlice>();
        while (!session.Finished)
        {
            slices.Add(session.Run());
        }

        return slices;
    }

    private TrainingSession Begin(Pack pack, int episodes, int sampleEvery = 100, Checkpoint? checkpoint = null) => new(
        pack,
        new TrainingPlan { Episodes = episodes, Seed = 7 },
        checkpoint,
        new TrainerSettings(SliceSteps: 64, FinishEpisodeWithin: TimeSpan.FromSeconds(30), StatusInterval: TimeSpan.FromSeconds(1), SampleEvery: sampleEvery),
        _time);
}
