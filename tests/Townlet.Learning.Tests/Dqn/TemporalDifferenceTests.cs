using Townlet.Configuration.Settings;
using Townlet.Learning.Dqn;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Tests.Dqn;

public sealed class TemporalDifferenceTests
{
    private const byte AllActions = 0b111111;

    private static readonly float[] _target = [1, 2, 3, 4, 5, 6];
    private static readonly float[] _online = [0, 9, 0, 8, 0, 7];

    [Fact]
    public void Target_adds_the_discounted_best_next_value()
    {
        Assert.Equal(10 + (0.5f * 6), Target(reward: 10, discount: 0.5f, AllActions, _target));
    }

    [Fact]
    public void Only_actions_that_are_valid_next_count()
    {
        Assert.Equal(10 + (0.5f * 3), Target(reward: 10, discount: 0.5f, nextMask: 0b000111, _target));
    }

    [Fact]
    public void Nothing_follows_death()
    {
        Assert.Equal(-1, Target(reward: -1, discount: 0, nextMask: 0, _target));
    }

    [Fact]
    public void Double_dqn_values_by_one_network_what_the_other_chose()
    {
        Assert.Equal(10 + (0.5f * 2), Target(reward: 10, discount: 0.5f, AllActions, _online));
        Assert.Equal(10 + (0.5f * 4), Target(reward: 10, discount: 0.5f, nextMask: 0b111101, _online));
    }

    [Fact]
    public void Gradient_of_squared_loss_is_twice_the_mean_error()
    {
        var batch = ReplayBatch.OfTransitions(size: 2, observationSize: 1);
        batch.Actions[0] = TownAction.Down;
        batch.Actions[1] = TownAction.Wait;
        var gradient = new float[12];

        var figures = TemporalDifference.Gradient(
            LossKind.MeanSquaredError,
            batch,
            qValues: [0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, -2],
            targets: [2, -1],
            gradient);

        Assert.Equal([0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1], gradient);
        Assert.Equal((9.0 + 1) / 2, figures.Loss);
        Assert.Equal((3.0 + 1) / 2, figures.TdError);
        Assert.Equal((5.0 - 2) / 2, figures.MeanQ);
    }

    [Fact]
    public void Gradient_of_huber_loss_is_at_most_one()
    {
        var batch = ReplayBatch.OfTransitions(size: 2, observationSize: 1);
        batch.Actions[0] = TownAction.Down;
        batch.Actions[1] = TownAction.Wait;
        var gradient = new float[12];

        var figures = TemporalDifference.Gradient(
            LossKind.Huber,
            batch,
            qValues: [0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, -2],
            targets: [2, -1.5f],
            gradient);

        Assert.Equal([0, 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.25f], gradient);
        Assert.Equal((2.5 + 0.125) / 2, figures.Loss);
        Assert.Equal((3.0 + 0.5) / 2, figures.TdError);
    }

    [Fact]
    public void Row_that_is_not_the_state_of_a_transition_has_no_gradient()
    {
        var batch = ReplayBatch.OfSequences(sequences: 1, steps: 2, observationSize: 1, memorySize: 0);
        batch.Count = 1;
        batch.StateRows[0] = 1;
        var gradient = new float[18];

        var figures = TemporalDifference.Gradient(
            LossKind.MeanSquaredError, batch, qValues: [7, 7, 7, 7, 7, 7, 3, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], targets: [2], gradient);

        Assert.Equal([0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], gradient);
        Assert.Equal(1, figures.Loss);
    }

    private static float Target(float reward, float discount, byte nextMask, float[] choice)
    {
        var batch = ReplayBatch.OfTransitions(size: 1, observationSize: 1);
        batch.Rewards[0] = reward;
        batch.Discounts[0] = discount;
        batch.NextMasks[0] = new ActionMask(nextMask);
        var targets = new float[1];
        TemporalDifference.Targets(batch, choice, _target, targets);
        return targets[0];
    }
}
