using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Dqn;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Tests.Dqn;

public sealed class DqnLearnerTests
{
    private static readonly SimpleQFunction _function = new(observationSize: 3, dueling: false);
    private static readonly float[] _state = [1, 0, 0];
    private static readonly float[] _nextState = [0, 1, 0];

    [Fact]
    public void Learning_brings_the_value_of_an_action_to_its_target()
    {
        using var learner = Learner(new PopulationSettings { BatchSize = 2 });
        var batch = Batch(reward: 5);

        for (var step = 0; step < 500; step++)
        {
            learner.Learn(batch, learningRate: 0.001);
        }

        Assert.Equal(5, Values(learner.Weights, _state)[(int)TownAction.Down], 0.05f);
    }

    [Fact]
    public void Target_network_stays_until_it_is_copied()
    {
        using var learner = Learner(new PopulationSettings { BatchSize = 2, TargetUpdateFrequency = 3 });
        var batch = Batch(reward: 5);
        var initial = Target(learner);

        learner.Learn(batch, learningRate: 0.01);
        learner.Learn(batch, learningRate: 0.01);
        Assert.Equal(initial, Target(learner));
        learner.Learn(batch, learningRate: 0.01);

        Assert.Equal(learner.Weights.ToArray(), Target(learner));
        Assert.True(Values(initial, _state)[(int)TownAction.Down] < Values(Target(learner), _state)[(int)TownAction.Down], "The target did not follow towards the reward.");
    }

    [Fact]
    public void Target_network_follows_by_its_share_at_each_step()
    {
        using var learner = Learner(new PopulationSettings { BatchSize = 2, TargetTau = 0.25, TargetUpdateFrequency = 1 });
        var batch = Batch(reward: 5);
        var before = Target(learner);

        learner.Learn(batch, learningRate: 0.01);

        var after = Target(learner);
        for (var i = 0; i < after.Length; i++)
        {
            Assert.Equal((0.75f * before[i]) + (0.25f * learner.Weights[i]), after[i], 1e-6f);
        }
    }

    [Fact]
    public void Learner_step_leaves_all_weights_on_their_device()
    {
        var engine = new WatchedEngine();
        var batch = Batch(reward: 5);
        using var learner = new DqnLearner(
            _function, new PopulationSettings { BatchSize = 2, TargetTau = 0.25, PolicyTau = 0.25 }, engine, threads: 1, new float[_function.Layout.Length], batch);

        learner.Learn(batch, learningRate: 0.01);
        Assert.Equal(0, engine.WeightsRead);
        _ = learner.PolicyWeights;

        Assert.Equal(1, engine.WeightsRead);
    }

    [Fact]
    public void Policy_is_the_network_itself_or_its_average()
    {
        using var plain = Learner(new PopulationSettings { BatchSize = 2 });
        using var averaged = Learner(new PopulationSettings { BatchSize = 2, PolicyTau = 0.25 });
        var batch = Batch(reward: 5);
        var before = averaged.PolicyWeights.ToArray();

        plain.Learn(batch, learningRate: 0.01);
        averaged.Learn(batch, learningRate: 0.01);

        Assert.Equal(plain.Weights.ToArray(), plain.PolicyWeights.ToArray());
        Assert.Equal(plain.Weights.ToArray(), averaged.Weights.ToArray());
        for (var i = 0; i < before.Length; i++)
        {
            Assert.Equal((0.75f * before[i]) + (0.25f * averaged.Weights[i]), averaged.PolicyWeights[i], 1e-6f);
        }
    }

    [Fact]
    public void Double_dqn_learns_the_same_as_long_as_the_networks_agree()
    {
        using var plain = Learner(new PopulationSettings { BatchSize = 2 });
        using var doubled = Learner(new PopulationSettings { BatchSize = 2, DoubleDqn = true });
        var batch = Batch(reward: 5, discount: 0.9f);

        Assert.Equal(plain.Learn(batch, learningRate: 0.01).Loss, doubled.Learn(batch, learningRate: 0.01).Loss);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_state_has_the_targets_value_of_its_own_best_action_or_by_double_dqn_of_the_networks_best(bool doubled)
    {
        using var learner = Learner(new PopulationSettings { BatchSize = 2, DoubleDqn = doubled, TargetUpdateFrequency = 1000 });
        var batch = Batch(reward: 5, discount: 0.9f);
        for (var step = 0; step < 50; step++)
        {
            learner.Learn(batch, learningRate: 0.01);
        }

        var (network, target) = (Values(learner.Weights, _nextState), Values(Target(learner), _nextState));
        Assert.NotEqual(Best(network), Best(target));
        var expected = 5 + (0.9f * target[Best(doubled ? network : target)]);
        var value = Values(learner.Weights, _state)[(int)TownAction.Down];

        Assert.Equal(Math.Abs(expected - value), learner.Learn(batch, learningRate: 0.01).TdError, 1e-4);

        static int Best(float[] values) => values.IndexOf(values.Max());
    }

    [Fact]
    public void Gradient_that_is_not_finite_ends_the_training_and_changes_nothing()
    {
        using var learner = Learner(new PopulationSettings { BatchSize = 2 });
        var before = learner.Weights.ToArray();

        Assert.Throws<TrainingDivergedException>(() => learner.Learn(Batch(reward: float.NaN), learningRate: 0.1));

        Assert.Equal(0, learner.Steps);
        Assert.Equal(before, learner.Weights.ToArray());
    }

    private static DqnLearner Learner(PopulationSettings settings)
    {
        var random = new RandomSource(5);
        var batch = ReplayBatch.OfTransitions(settings.BatchSize, observationSize: 3);
        return new DqnLearner(_function, settings, ManagedEngine.Instance, threads: 1, _function.DrawWeights(ref random), batch);
    }

    private static ReplayBatch Batch(float reward, float discount = 0)
    {
        var batch = ReplayBatch.OfTransitions(size: 2, observationSize: 3);
        _state.Concat(_state).ToArray().CopyTo(batch.Observations);
        _nextState.Concat(_nextState).ToArray().CopyTo(batch.NextObservations!);
        Array.Fill(batch.Rewards, reward);
        Array.Fill(batch.Discounts, discount);
        Array.Fill(batch.Actions, TownAction.Down);
        Array.Fill(batch.NextMasks, new ActionMask(0b111111));
        return batch;
    }

    private static float[] Values(ReadOnlySpan<float> weights, float[] observation)
    {
        var values = new float[QFunction.Actions];
        _function.Evaluate(weights, 1, observation, [], values);
        return values;
    }

    private static float[] Target(DqnLearner learner)
    {
        var checkpoint = new CheckpointBuilder();
        learner.Capture(checkpoint);
        var target = new float[_function.Layout.Length];
        new CheckpointContent(checkpoint.Build()).Read("target", _function.Layout, target);
        return target;
    }
}
