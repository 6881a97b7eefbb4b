using Townlet.Configuration;
using Townlet.World;

namespace Townlet.Learning.Tests;

public sealed class SequenceReplayTests
{
    private const float Gamma = 0.5f;

    [Fact]
    public void Sequence_holds_eight_steps_and_the_observation_after_them()
    {
        var replay = Replay();
        Live(replay, steps: 8);

        using var batch = SampleOldest(replay);

        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8], batch.ObservationRows.ToArray());
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

        using var batch = SampleOldest(replay);

        Assert.Equal([0f, 1, 2, 3, 0, 0, 0, 0, 0], batch.ObservationRows.ToArray());
        Assert.Equal(3, batch.Count);
        Assert.Equal([Gamma, Gamma, 0], batch.Discounts[..3]);
    }

    [Fact]
    public void Step_cap_ends_a_sequence_and_is_bootstrapped_through()
    {
        var replay = Replay();
        Live(replay, steps: 3, LifeEnd.StepCap);
        Live(replay, steps: 8, firstObservation: 100);

        using var batch = SampleOldest(replay);

        Assert.Equal(3, batch.Count);
        Assert.Equal(3, batch.NextRows[2]);
        Assert.Equal(3f, batch.ObservationRows[3]);
        Assert.Equal(Gamma, batch.Discounts[2]);
    }

    [Fact]
    public void Last_step_of_a_sequence_bootstraps_too()
    {
        var replay = Replay();
        Live(replay, steps: 20);

        using var batch = SampleOldest(replay);

        Assert.Equal(Gamma, batch.Discounts[7]);
        Assert.Equal(8f, batch.ObservationRows[batch.NextRows[7]]);
    }

    [Fact]
    public void Returns_over_several_steps_reach_as_far_as_the_sequence()
    {
        var replay = Replay(settings => settings with { NStep = 3 });
        Live(replay, steps: 8);

        using var batch = SampleOldest(replay);

        Assert.Equal(0 + (Gamma * 10) + (Gamma * Gamma * 20), batch.Rewards[0]);
        Assert.Equal((3, 0.125f), (batch.NextRows[0], batch.Discounts[0]));
        Assert.Equal(60 + (Gamma * 70), batch.Rewards[6]);
        Assert.Equal((8, 0.25f), (batch.NextRows[6], batch.Discounts[6]));
        Assert.Equal((8, 0.5f), (batch.NextRows[7], batch.Discounts[7]));
    }

    [Fact]
    public void Return_that_reaches_death_has_nothing_after_it()
    {
        var replay = Replay(settings => settings with { NStep = 3 });
        Live(replay, steps: 4, LifeEnd.Death);

        using var batch = SampleOldest(replay);

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

        using var batch = Sample(replay);

        for (var i = 0; i < batch.Count; i++)
        {
            Assert.Equal(batch.ObservationRows[batch.StateRows[i]] + 1, batch.ObservationRows[batch.NextRows[i]]);
        }
    }

    [Fact]
    public void Newest_steps_replace_the_oldest_and_sequences_go_on_across_the_seam()
    {
        var replay = Replay(settings => settings with { ReplayCapacity = 10 });
        Live(replay, steps: 15);

        using var batch = SampleOldest(replay);

        Assert.Equal(10, replay.Count);
        Assert.Equal([5f, 6, 7, 8, 9, 10, 11, 12, 13], batch.ObservationRows.ToArray());
    }

    [Fact]
    public void Novelty_is_weighted_when_sampled_and_only_once()
    {
        var replay = Replay();
        Step(replay, agent: 0, observation: 1, novelty: 3);

        using var batch = Sample(replay, intrinsicWeight: 0.5);

        Assert.Equal(10 + 1.5f, batch.Rewards[0]);
    }

    [Fact]
    public void Captured_steps_stay_what_they_were_while_replay_goes_on()
    {
        var replay = Replay(settings => settings with { ReplayCapacity = 10 });
        Live(replay, steps: 9);
        var checkpoint = new CheckpointBuilder();
        replay.Capture(checkpoint);
        Live(replay, steps: 9, firstObservation: 50);

        var restored = Replay(settings => settings with { ReplayCapacity = 10 });
        restored.Restore(new CheckpointContent(checkpoint.Build()));

        Assert.Equal(9, restored.Count);
        using var batch = SampleOldest(restored);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8], batch.ObservationRows.ToArray());
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
        return new SequenceReplay(change is null ? settings : change(settings), observationSize: 1);
    }

    /// <summary>Steps that are seen as 0, 1, 2, ... and rewarded tenfold.</summary>
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
            Action = TownAction.Up,
            Reward = 10 * observation,
            Novelty = novelty,
            NextObservation = [observation + 1],
            NextMask = new ActionMask(0b100000),
            Discount = end == LifeEnd.Death ? 0 : Gamma,
        },
        lifeEnded: end != LifeEnd.None);

    /// <summary>Draws until the sequence that begins with the oldest step comes up.</summary>
    private static ReplayBatch SampleOldest(SequenceReplay replay)
    {
        var batch = replay.NewBatch();
        var random = new RandomSource(1);
        var trial = random;
        while (trial.NextInt(replay.Count) != 0)
        {
            random = trial;
        }

        replay.Sample(ref random, batch, intrinsicWeight: 0);
        return batch;
    }

    private static ReplayBatch Sample(SequenceReplay replay, double intrinsicWeight = 0)
    {
        var batch = replay.NewBatch();
        var random = new RandomSource(1);
        replay.Sample(ref random, batch, intrinsicWeight);
        return batch;
    }
}
