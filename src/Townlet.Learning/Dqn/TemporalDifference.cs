using Townlet.Configuration;
using Townlet.World;

namespace Townlet.Learning;

/// <summary>The arithmetic of Q-learning on one batch; Q-value arrays have shape [batch, 6].</summary>
internal static class TemporalDifference
{
    /// <summary>
    /// y = r + discount * Q_value(s', a*), with a* the valid action that Q_choice likes best. DQN (Mnih et al. 2015)
    /// chooses and values with the target network; double DQN (van Hasselt, Guez and Silver 2016) chooses with the online one.
    /// </summary>
    /// <param name="batch">Rewards, discounts and what is valid in the next states.</param>
    /// <param name="choice">Q-values of the next states that choose.</param>
    /// <param name="value">Q-values of the next states that count.</param>
    /// <param name="targets">Shape [batch]; overwritten.</param>
    public static void Targets(ReplayBatch batch, ReadOnlySpan<float> choice, ReadOnlySpan<float> value, Span<float> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = batch.Rewards[i];
            if (batch.Discounts[i] != 0)
            {
                var best = Best(choice.Slice(i * QFunction.Actions, QFunction.Actions), batch.NextMasks[i]);
                targets[i] += batch.Discounts[i] * value[(i * QFunction.Actions) + best];
            }
        }
    }

    /// <summary>The gradient of the mean loss with respect to every Q-value; it is 0 but for the actions taken.</summary>
    /// <param name="loss">Squared error, or Huber's with its bend at 1.</param>
    /// <param name="qValues">Of the states.</param>
    /// <param name="actions">Taken in the states.</param>
    /// <param name="targets">What the Q-values of these actions should have been.</param>
    /// <param name="gradient">Shape [batch, 6]; overwritten.</param>
    public static LearningFigures Gradient(
        LossKind loss, ReadOnlySpan<float> qValues, ReadOnlySpan<TownAction> actions, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        gradient.Clear();
        var count = actions.Length;
        var (lossSum, errorSum, valueSum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var index = (i * QFunction.Actions) + (int)actions[i];
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
