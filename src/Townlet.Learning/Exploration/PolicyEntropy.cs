using Townlet.Learning.Policies;

namespace Townlet.Learning.Exploration;

/// <summary>Measures how undecided a policy is in a state.</summary>
internal static class PolicyEntropy
{
    /// <summary>
    /// Entropy of the softmax over the valid actions' Q-values, divided by the logarithm of their number: 0 for one
    /// clear choice (or a single valid action), 1 where all look the same.
    /// </summary>
    /// <param name="qValues">Shape [6].</param>
    /// <param name="mask">Shape [6]; at least one is valid.</param>
    /// <param name="unit">The value of one step of life in these Q-values: the softmax is taken over Q / unit.</param>
    public static double Normalised(ReadOnlySpan<float> qValues, ReadOnlySpan<bool> mask, double unit)
    {
        var valid = mask.Count(true);
        if (valid < 2)
        {
            return 0;
        }

        var best = qValues[Policy.Greedy(qValues, mask)];
        var sum = 0.0;
        var weightedSum = 0.0;
        for (var action = 0; action < qValues.Length; action++)
        {
            if (mask[action])
            {
                var preference = (qValues[action] - best) / unit;
                var weight = Math.Exp(preference);
                sum += weight;
                weightedSum += weight * preference;
            }
        }

        // H = log Z - sum(p * preference), with p = weight / Z.
        return (Math.Log(sum) - (weightedSum / sum)) / Math.Log(valid);
    }
}
