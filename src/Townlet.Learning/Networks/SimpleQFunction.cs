using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// <c>network_type: simple</c>: observation -> 128 -> 128 -> 6 (Mnih et al. 2015, with a perceptron for the body).
/// </summary>
/// <remarks>One caller at a time: evaluation has its own working memory.</remarks>
internal sealed class SimpleQFunction : QFunction
{
    private const int Hidden = 128;

    /// <summary>Lives that are evaluated together.</summary>
    private const int LivesAtOnce = 64;

    private readonly int _observationSize;
    private readonly bool _dueling;

    // Has room for as many lives as were evaluated together so far.
    private PerceptronPass? _acting;

    /// <param name="observationSize">Floats of one observation.</param>
    /// <param name="dueling">Value and advantage apart.</param>
    public SimpleQFunction(int observationSize, bool dueling)
    {
        _observationSize = observationSize;
        _dueling = dueling;
        Perceptron = new Perceptron(observationSize, Hidden, Hidden, dueling ? Actions + 1 : Actions);
    }

    public Perceptron Perceptron { get; }

    public override ParameterLayout Layout => Perceptron.Layout;

    public override float[] DrawWeights(ref RandomSource random) => Perceptron.DrawWeights(ref random);

    /// <param name="parameters">Of this <see cref="Layout"/>.</param>
    /// <param name="observations">Shape [batch, observation size].</param>
    /// <param name="memories">Without use.</param>
    /// <returns>Shape [batch, 6].</returns>
    public override Tensor Forward(Parameters parameters, Tensor observations, Tensor? memories = null) =>
        DuelingHead.Values(Perceptron.Forward(parameters, observations), _dueling);

    public override int MemorySize => 0;

    public override void Evaluate(
        ReadOnlySpan<float> weights, int count, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues)
    {
        var atOnce = Math.Min(count, LivesAtOnce);
        var acting = _acting is { } made && made.Rows >= atOnce ? made : _acting = new PerceptronPass(Perceptron, atOnce);
        for (var first = 0; first < count; first += LivesAtOnce)
        {
            var lives = Math.Min(LivesAtOnce, count - first);
            var outputs = acting.Forward(weights, lives, observations.Slice(first * _observationSize, lives * _observationSize));
            DuelingHead.Values(lives, outputs, qValues.Slice(first * Actions, lives * Actions));
        }
    }
}
