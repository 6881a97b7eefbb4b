using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// <c>network_type: simple</c>: observation -> 128 -> 128 -> 6 (Mnih et al. 2015, with a perceptron for the body).
/// </summary>
internal sealed class SimpleQFunction(int observationSize, bool dueling) : QFunction
{
    private const int Hidden = 128;

    private readonly Perceptron _perceptron = new(observationSize, Hidden, Hidden, dueling ? Actions + 1 : Actions);

    public override ParameterLayout Layout => _perceptron.Layout;

    public override float[] DrawWeights(ref RandomSource random) => _perceptron.DrawWeights(ref random);

    /// <param name="parameters">Of this <see cref="Layout"/>.</param>
    /// <param name="observations">Shape [batch, observation size].</param>
    /// <param name="memories">Without use.</param>
    /// <returns>Shape [batch, 6].</returns>
    public override Tensor Forward(Parameters parameters, Tensor observations, Tensor? memories = null) =>
        DuelingHead.Values(_perceptron.Forward(parameters, observations), dueling);

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
        Span<float> outputs = stackalloc float[_perceptron.Outputs];
        _perceptron.Evaluate(weights, observation, outputs);
        DuelingHead.Values(outputs, qValues);
    }
}
