using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// <c>network_type: simple</c>: observation -> 128 -> 128 -> 6 (Mnih et al. 2015, with a perceptron for the body).
/// Dueling (Wang et al. 2016, eq. 9): the last layer has a seventh output V, and Q = V + A - mean(A).
/// </summary>
internal sealed class SimpleQFunction(int observationSize, bool dueling) : QFunction
{
    private const int Hidden = 128;

    private readonly Perceptron _perceptron = new(observationSize, Hidden, Hidden, dueling ? Actions + 1 : Actions);

    public override ParameterLayout Layout => _perceptron.Layout;

    public override float[] DrawWeights(ref RandomSource random) => _perceptron.DrawWeights(ref random);

    // Differences alone: TorchSharp's sum of tensors makes a Scalar that the collector may take while it is in use.
    public override Tensor Forward(Parameters parameters, Tensor observations)
    {
        var outputs = _perceptron.Forward(parameters, observations);
        if (!dueling)
        {
            return outputs;
        }

        var advantages = outputs.narrow(1, 0, Actions);
        var values = outputs.narrow(1, Actions, 1);
        return advantages - (advantages.mean([1], keepdim: true) - values);
    }

    public override int MemorySize => 0;

    public override void Evaluate(
        ReadOnlySpan<float> weights, int count, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues)
    {
        for (var life = 0; life < count; life++)
        {
            Evaluate(weights, observations.Slice(life * observationSize, observationSize), qValues.Slice(life * Actions, Actions));
        }
    }

    private void Evaluate(ReadOnlySpan<float> weights, ReadOnlySpan<float> observation, Span<float> qValues)
    {
        if (!dueling)
        {
            _perceptron.Evaluate(weights, observation, qValues);
            return;
        }

        Span<float> outputs = stackalloc float[Actions + 1];
        _perceptron.Evaluate(weights, observation, outputs);
        var sum = 0f;
        foreach (var advantage in outputs[..Actions])
        {
            sum += advantage;
        }

        for (var action = 0; action < Actions; action++)
        {
            qValues[action] = outputs[action] + (outputs[Actions] - (sum / Actions));
        }
    }
}
