using Townlet.Configuration.Settings;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Dqn;

/// <summary>The arithmetic of Q-learning on one batch. Q-value arrays have shape [rows, 6], and the batch says which rows belong to each transition.</summary>
internal static class TemporalDifference
{
    /// <summary>
    /// y = r + discount * Q_value(s', a*), with a* the valid action of the highest Q_choice. DQN (Mnih et al. 2015)
    /// chooses and values a* with the target network; double DQN (van Hasselt, Guez and Silver 2016) chooses with the online one.
    /// </summary>
    /// <param name="batch">Rewards, discounts and valid actions of the next states.</param>
    /// <param name="choice">Q-values of the next states by which a* is chosen.</param>
    /// <param name="value">Q-values of the next states by which a* is valued.</param>
    /// <param name="targets">One target per transition; overwritten.</param>
    public static void Targets(ReplayBatch batch, ReadOnlySpan<float> choice, ReadOnlySpan<float> value, Span<float> targets)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            targets[i] = batch.Rewards[i];
            if (batch.Discounts[i] != 0)
            {
                var row = batch.NextRows[i] * QFunction.Actions;
                var best = Best(choice.Slice(row, QFunction.Actions), batch.NextMasks[i]);
                targets[i] += batch.Discounts[i] * value[row + best];
            }
        }
    }

    /// <summary>The gradient of the mean loss with respect to every Q-value; it is 0 except for the actions taken.</summary>
    /// <param name="loss">Squared error, or Huber's with its bend at 1.</param>
    /// <param name="batch">The actions taken in the states.</param>
    /// <param name="qValues">Q-values of the states.</param>
    /// <param name="targets">What the Q-values of the actions taken should have been, one per transition.</param>
    /// <param name="gradient">Shape [rows, 6]; overwritten. A row that is not the state of any transition stays 0, so it is masked.</param>
    public static LearningFigures Gradient(
        LossKind loss, ReplayBatch batch, ReadOnlySpan<float> qValues, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        gradient.Clear();
        var count = batch.Count;
        var (lossSum, errorSum, valueSum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var index = (batch.StateRows[i] * QFunction.Actions) + (int)batch.Actions[i];
            var error = qValues[index] - targets[i];
            var size = Math.Abs(error);
            errorSum += size;
            valueSum += qValues[index];
            if (loss == LossKind.Huber)
            {
                lossSum += size <= 1 ? 0.5 * error * error : size - 0.5;
                gradient[index] = Math.Clamp(error, -1, 1) / count;
            }
            else
            {
                lossSum += (double)error * error;
                gradient[index] = 2 * error / count;
            }
        }

        return new LearningFigures(lossSum / count, errorSum / count, valueSum / count);
    }

    private static int Best(ReadOnlySpan<float> qValues, ActionMask mask)
    {
        var best = -1;
        for (var action = 0; action < qValues.Length; action++)
        {
            if (mask.Allows(action) && (best < 0 || qValues[action] > qValues[best]))
            {
                best = action;
            }
        }

        return best;
    }
}
