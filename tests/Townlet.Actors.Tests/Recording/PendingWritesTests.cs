using System.Collections.Immutable;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Recording;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Learning.Training;

namespace Townlet.Actors.Tests.Recording;

public class PendingWritesTests
{
    private static readonly ImmutableArray<LayerWeights> _layers = [new LayerWeights("layer0.weight", new float[10_000], new float[10_000])];

    [Fact]
    public void Full_disk_for_thousands_of_episodes_keeps_a_bounded_number_with_few_copies_of_the_network_and_counts_the_rest()
    {
        var pending = new PendingWrites(most: 1000);

        for (var episode = 1; episode <= 5000; episode++)
        {
            Assert.Equal(episode <= 1000, pending.Add(Lived(episode)) is not null);
        }

        Assert.Equal((1000, 100, 4000), (pending.Records, pending.WithLayers, pending.Losses.Episodes));
        Assert.Equal(Enumerable.Range(1, 1000), pending.Unsettled.Cast<RunRecorder.Record>().Select(record => ((Trainer.EpisodeCompleted)record.Happened).Outcome.Episode));
        Assert.Equal("Lost in this run: 4000 episodes from 1001 to 5000 are not recorded.", pending.Losses.Describe());
    }

    [Fact]
    public void Records_are_kept_again_as_soon_as_the_disk_takes_some()
    {
        var pending = new PendingWrites(most: 3);
        var records = Enumerable.Range(1, 4).Select(episode => pending.Add(Lived(episode))).ToList();

        pending.Written(records[1]!.Number);

        Assert.NotNull(pending.Add(Lived(5)));
        Assert.NotNull(pending.Add(Lived(6)));
        Assert.Null(pending.Add(Lived(7)));
        Assert.Equal(3, pending.Records);
    }

    [Fact]
    public void Start_of_training_is_never_left_out_and_what_it_lives_again_is_not_lost()
    {
        var pending = new PendingWrites(most: 2);
        foreach (var episode in Enumerable.Range(1, 5))
        {
            pending.Add(Lived(episode));
        }

        Assert.NotNull(pending.Add(new Trainer.Started(ResumedFrom: 3)));

        Assert.Equal("Lost in this run: episode 3 is not recorded.", pending.Losses.Describe());
        pending.Abandon("The disk is full.");
        Assert.Equal("Lost in this run: 3 episodes from 1 to 3 are not recorded (The disk is full).", pending.Losses.Describe());
    }

    [Fact]
    public void Of_checkpoints_that_a_slow_disk_does_not_take_only_the_newest_waits()
    {
        var pending = new PendingWrites(most: 10);
        var taken = Taken(8);
        foreach (var early in taken.Take(4))
        {
            Assert.True(pending.Add(early, out _));
        }

        Assert.False(pending.Add(taken[4], out var superseded));
        Assert.Null(superseded);
        for (var next = 5; next < taken.Count; next++)
        {
            Assert.False(pending.Add(taken[next], out superseded));
            Assert.Same(taken[next - 1], superseded);
            Assert.Equal(5, pending.Checkpoints);
        }

        Assert.StartsWith("Lost in this run: 3 checkpoints were not written", pending.Losses.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_that_waits_is_passed_on_when_one_is_settled()
    {
        var pending = new PendingWrites(most: 10);
        var taken = Taken(5);
        taken.ForEach(publish => pending.Add(publish, out _));

        Assert.Same(taken[4], pending.Settled(new CheckpointPublisher.Settled(taken[0], IsWritten: true)));

        Assert.Equal(taken.Skip(1), pending.Unsettled);
        Assert.Null(pending.Losses.Describe());
    }

    private static Trainer.EpisodeCompleted Lived(int episode) => new(Lives.Episode(episode)) { Layers = _layers };

    /// <summary>Checkpoints of rising episodes.</summary>
    private static List<CheckpointPublisher.Publish> Taken(int count)
    {
        using var loop = new TrainingLoop(Packs.Short, new TrainingPlan { Episodes = 1000, Seed = 7 });
        var taken = new List<CheckpointPublisher.Publish>();
        while (taken.Count < count)
        {
            if (loop.Run(64).Episodes.Length > 0)
            {
                taken.Add(new CheckpointPublisher.Publish(loop.Capture()));
            }
        }

        return taken;
    }
}
