using Townlet.Learning.Checkpoints;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Tests.Replay;

public sealed class ReplayBufferTests
{
    private readonly ReplayBuffer _replay = new(capacity: 4, observationSize: 2);

    [Fact]
    public void Newest_transitions_replace_the_oldest()
    {
        for (var i = 0; i < 6; i++)
        {
            Add(reward: i);
        }

        Assert.Equal(4, _replay.Count);
        Assert.Equal([2f, 3f, 4f, 5f], SampledRewards(weight: 0).Order());
    }

    [Fact]
    public void Novelty_is_weighted_when_sampled_and_only_once()
    {
        Add(reward: 10, novelty: 3);

        Assert.Equal([11.5f], SampledRewards(weight: 0.5));
        Assert.Equal([10f], SampledRewards(weight: 0));
    }

    [Fact]
    public void Sample_carries_every_part_of_a_transition()
    {
        _replay.Add(new Transition
        {
            Observation = [1, 2],
            Action = TownAction.Interact,
            Reward = 5,
            Novelty = 0,
            NextObservation = [3, 4],
            NextMask = new ActionMask(0b110001),
            Discount = 0.9f,
        });
        var batch = ReplayBatch.OfTransitions(size: 1, observationSize: 2);
        var random = new RandomSource(1);

        _replay.Sample(ref random, batch, intrinsicWeight: 1);

        Assert.Equal([1f, 2f], batch.Observations.ToArray());
        Assert.Equal([3f, 4f], batch.NextObservations!.ToArray());
        Assert.Equal(TownAction.Interact, batch.Actions[0]);
        Assert.Equal(0.9f, batch.Discounts[0]);
        Assert.Equal([true, false, false, false, true, true], Enumerable.Range(0, 6).Select(batch.NextMasks[0].Allows));
    }

    [Fact]
    public void Captured_transitions_do_not_change_when_replay_continues()
    {
        Add(reward: 1);
        Add(reward: 2);
        var checkpoint = new CheckpointBuilder();
        _replay.Capture(checkpoint);

        for (var i = 3; i < 8; i++)
        {
            Add(reward: i);
        }

        var restored = new ReplayBuffer(capacity: 4, observationSize: 2);
        restored.Restore(new CheckpointContent(checkpoint.Build()));
        Assert.Equal(2, restored.Count);
        Assert.Equal([1f, 2f], SampledRewards(weight: 0, restored).Order());
        Assert.Equal([4f, 5f, 6f, 7f], SampledRewards(weight: 0).Order());
    }

    [Fact]
    public void More_transitions_than_the_pack_keeps_are_refused()
    {
        Add(reward: 1);
        Add(reward: 2);
        var checkpoint = new CheckpointBuilder();
        _replay.Capture(checkpoint);

        Assert.Throws<CheckpointMismatchException>(
            () => new ReplayBuffer(capacity: 1, observationSize: 2).Restore(new CheckpointContent(checkpoint.Build())));
    }

    private void Add(float reward, float novelty = 0) => _replay.Add(new Transition
    {
        Observation = [reward, 0],
        Action = TownAction.Wait,
        Reward = reward,
        Novelty = novelty,
        NextObservation = [reward, 1],
        NextMask = new ActionMask(0b100000),
        Discount = 0.9f,
    });

    /// <summary>The distinct rewards in a sample that is large enough to hold all of them.</summary>
    private IEnumerable<float> SampledRewards(double weight, ReplayBuffer? replay = null)
    {
        var batch = ReplayBatch.OfTransitions(size: 200, observationSize: 2);
        var random = new RandomSource(1);
        (replay ?? _replay).Sample(ref random, batch, weight);
        return batch.Rewards.Distinct();
    }
}
