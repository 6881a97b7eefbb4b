using Townlet.World;

namespace Townlet.Learning.Networks;

/// <summary>
/// <c>network_type: simple</c>: observation -> 128 -> 128 -> 6 (Mnih et al. 2015, with a perceptron instead of convolutions).
/// </summary>
/// <remarks>For one caller at a time, since evaluation keeps working memory.</remarks>
public sealed class SimpleQFunction : QFunction
{
    private const int Hidden = 128;

    private PerceptronPass? _acting;

    /// <param name="observationSize">Number of floats in one observation.</param>
    /// <param name="dueling">True where value and advantage have separate heads.</param>
    public SimpleQFunction(int observationSize, bool dueling)
    {
        Dueling = dueling;
        Perceptron = new Perceptron(observationSize, Hidden, Hidden, dueling ? Actions + 1 : Actions);
    }

    public Perceptron Perceptron { get; }

    public override ParameterLayout Layout => Perceptron.Layout;

    public override float[] DrawWeights(ref RandomSource random) => Perceptron.DrawWeights(ref random);

    /// <summary>True where value and advantage have separate heads.</summary>
    public bool Dueling { get; }

    public override int MemorySize => 0;

    public override int ObservationSize => Perceptron.Inputs;

    protected override void MakeRoom(int lives) => _acting = new PerceptronPass(Perceptron, lives);

    protected override void EvaluateTogether(
        ReadOnlySpan<float> weights, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues) =>
        DuelingHead.Values(lives, _acting!.Forward(weights, lives, observations), qValues);
}
