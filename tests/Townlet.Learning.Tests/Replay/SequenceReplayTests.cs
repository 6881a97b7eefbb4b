using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Tests.Replay;

public sealed class SequenceReplayTests
{
    private const float Gamma = 0.5f;

    [Fact]
    public void Sequence_holds_eight_steps_and_the_observation_after_them()
    {
        var replay = Replay();
        Live(replay, steps: 8);

        var batch = SampleOldest(replay);

        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8], batch.Observations.ToArray());
        Assert.Equal(8, batch.Count);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], batch.StateRows);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], batch.NextRows);
        Assert.Equal([0f, 10, 20, 30, 40, 50, 60, 70], batch.Rewards);
        Assert.All(batch.Discounts, discount => Assert.Equal(Gamma, discount));
    }

    [Fact]
    public void Sequence_ends_with_the_life_and_what_follows_is_masked()
    {
        var replay = Replay();
        Live(replay, steps: 3, LifeEnd.Death);
        Live(replay, steps: 8, firstObservation: 100);

        var batch = SampleOldest(replay);

        Assert.Equal([0f, 1, 2, 3, 0, 0, 0, 0, 0], batch.Observations.ToArray());
        Assert.Equal(3, batch.Count);
        Assert.Equal([Gamma, Gamma, 0], batch.Discounts[..3]);
    }

    [Fact]
    public void Step_cap_ends_a_sequence_and_is_bootstrapped_through()
    {
        var replay = Replay();
        Live(replay, steps: 3, LifeEnd.StepCap);
        Live(replay, steps: 8, firstObservation: 100);

        var batch = SampleOldest(replay);

        Assert.Equal(3, batch.Count);
        Assert.Equal(3, batch.NextRows[2]);
        Assert.Equal(3f, batch.Observations[3]);
        Assert.Equal(Gamma, batch.Discounts[2]);
    }

    [Fact]
    public void Last_step_of_a_sequence_bootstraps_too()
    {
        var replay = Replay();
        Live(replay, steps: 20);

        var batch = SampleOldest(replay);

        Assert.Equal(Gamma, batch.Discounts[7]);
        Assert.Equal(8f, batch.Observations[batch.NextRows[7]]);
    }

    [Fact]
    public void Returns_over_several_steps_reach_as_far_as_the_sequence()
    {
        var replay = Replay(settings => settings with { NStep = 3 });
        Live(replay, steps: 8);

        var batch = SampleOldest(replay);

        Assert.Equal(0 + (Gamma * 10) + (Gamma * Gamma * 20), batch.Rewards[0]);
        Assert.Equal((3, 0.125f), (batch.NextRows[0], batch.Discounts[0]));
        Assert.Equal(60 + (Gamma * 70), batch.Rewards[6]);
        Assert.Equal((8, 0.25f), (batch.NextRows[6], batch.Discounts[6]));
        Assert.Equal((8, 0.5f), (batch.NextRows[7], batch.Discounts[7]));
    }

    [Fact]
    public void Return_that_reaches_death_does_not_bootstrap()
    {
        var replay = Replay(settings => settings with { NStep = 3 });
        Live(replay, steps: 4, LifeEnd.Death);

        var batch = SampleOldest(replay);

        Assert.Equal([0.125f, 0, 0, 0], batch.Discounts[..4]);
    }

    [Fact]
    public void Agents_do_not_mix()
    {
        var replay = Replay(settings => settings with { AgentCount = 2, BatchSize = 200 });
        for (var step = 0; step < 6; step++)
        {
            Step(replay, agent: 0, observation: step);
            Step(replay, agent: 1, observation: 100 + step);
        }

        var batch = Sample(replay);

        for (var i = 0; i < batch.Count; i++)
        {
            Assert.Equal(batch.Observations[batch.StateRows[i]] + 1, batch.Observations[batch.NextRows[i]]);
        }
    }

    [Fact]
    public void Sequence_begins_with_the_memory_of_its_first_step()
    {
        var replay = Replay();
        Live(replay, steps: 16);

        var batch = SampleHolding(replay, observation: 12);

        Assert.Equal(8f, batch.Observations[0]);
        Assert.Equal([-8f], batch.Memories);
    }

    [Fact]
    public void Life_that_begins_within_a_block_begins_with_an_empty_memory()
    {
        var replay = Replay();
        Live(replay, steps: 11, LifeEnd.Death);
        Live(replay, steps: 8, firstObservation: 100);

        var end = SampleHolding(replay, observation: 10);
        var beginning = SampleHolding(replay, observation: 102);

        Assert.Equal((8f, 3), (end.Observations[0], end.Count));
        Assert.Equal((100f, 5), (beginning.Observations[0], beginning.Count));
        Assert.Equal([0f], beginning.Memories);
        Assert.Equal(105f, beginning.Observations[beginning.NextRows[4]]);
    }

    [Fact]
    public void Newest_steps_replace_the_oldest_a_block_at_a_time()
    {
        var replay = Replay(settings => settings with { ReplayCapacity = 24 });
        Live(replay, steps: 24);
        Assert.Equal(24, replay.Count);

        Live(replay, steps: 3, firstObservation: 24);

        Assert.Equal(24 - 8 + 3, replay.Count);
        var newest = SampleHolding(replay, observation: 26);
        Assert.Equal((24f, 3), (newest.Observations[0], newest.Count));
        var last = SampleHolding(replay, observation: 23);
        Assert.Equal((16f, 8), (last.Observations[0], last.Count));
    }

    [Fact]
    public void Novelty_is_weighted_when_sampled_and_only_once()
    {
        var replay = Replay();
        Step(replay, agent: 0, observation: 1, novelty: 3);

        var batch = Sample(replay, intrinsicWeight: 0.5);

        Assert.Equal(10 + 1.5f, batch.Rewards[0]);
    }

    [Fact]
    public void Captured_steps_do_not_change_when_replay_continues()
    {
        var replay = Replay(settings => settings with { ReplayCapacity = 16 });
        Live(replay, steps: 9);
        var checkpoint = new CheckpointBuilder();
        replay.Capture(checkpoint);
        Live(replay, steps: 9, firstObservation: 50);

        var restored = Replay(settings => settings with { ReplayCapacity = 16 });
        restored.Restore(new CheckpointContent(checkpoint.Build()));

        Assert.Equal(9, restored.Count);
        var batch = SampleOldest(restored);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8], batch.Observations.ToArray());
    }

    [Fact]
    public void Checkpoint_of_another_capacity_is_refused()
    {
        var replay = Replay();
        var checkpoint = new CheckpointBuilder();
        replay.Capture(checkpoint);
        var smaller = Replay(settings => settings with { ReplayCapacity = 10 });

        Assert.Throws<CheckpointMismatchException>(() => smaller.Restore(new CheckpointContent(checkpoint.Build())));
    }

    private static SequenceReplay Replay(Func<PopulationSettings, PopulationSettings>? change = null)
    {
        var settings = new PopulationSettings { BatchSize = 1, ReplayCapacity = 50 };
        return new SequenceReplay(change is null ? settings : change(settings), observationSize: 1, memorySize: 1);
    }

    /// <summary>Adds steps whose observations are 0, 1, 2, ... and whose rewards are ten times that.</summary>
    private static void Live(SequenceReplay replay, int steps, LifeEnd end = LifeEnd.None, float firstObservation = 0)
    {
        for (var step = 0; step < steps; step++)
        {
            Step(replay, agent: 0, firstObservation + step, step == steps - 1 ? end : LifeEnd.None);
        }
    }

    private static void Step(SequenceReplay replay, int agent, float observation, LifeEnd end = LifeEnd.None, float novelty = 0) => replay.Add(
        agent,
        new Transition
        {
            Observation = [observation],
            Memory = [-observation],
            Action = TownAction.Up,
            Reward = 10 * observation,
            Novelty = novelty,
            NextObservation = [observation + 1],
            NextMask = new ActionMask(0b100000),
            Discount = end == LifeEnd.Death ? 0 : Gamma,
        },
        lifeEnded: end != LifeEnd.None);

    private static ReplayBatch SampleOldest(SequenceReplay replay) => SampleHolding(replay, observation: 0);

    /// <summary>Draws samples until one learns from the step with this observation.</summary>
    private static ReplayBatch SampleHolding(SequenceReplay replay, float observation)
    {
        var batch = replay.NewBatch();
        var random = new RandomSource(1);
        do
        {
            replay.Sample(ref random, batch, intrinsicWeight: 0);
        }
        while (!Holds(batch, observation));

        return batch;
    }

    private static bool Holds(ReplayBatch batch, float observation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Observations[batch.StateRows[i]] == observation)
            {
                return true;
            }
        }

        return false;
    }

    private static ReplayBatch Sample(SequenceReplay replay, double intrinsicWeight = 0)
    {
        var batch = replay.NewBatch();
        var random = new RandomSource(1);
        replay.Sample(ref random, batch, intrinsicWeight);
        return batch;
    }
}
