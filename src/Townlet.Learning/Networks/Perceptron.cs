using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Learning.Networks;

/// <summary>
/// A multilayer perceptron: linear layers with a rectifier (ReLU) between them and none after the last. This class holds the
/// architecture; <see cref="PerceptronPass"/> computes it. Weights have shape [inputs, outputs].
/// </summary>
public sealed class Perceptron
{
    private readonly ImmutableArray<int> _widths;

    /// <param name="widths">Inputs, hidden widths, outputs: at least two numbers.</param>
    public Perceptron(params ReadOnlySpan<int> widths)
    {
        _widths = [.. widths];
        Layout = new ParameterLayout(Enumerable.Range(0, Layers).SelectMany(Parameters));
    }

    /// <summary>Weight and bias of each layer in turn: "layer0.weight", "layer0.bias", "layer1.weight", ...</summary>
    public ParameterLayout Layout { get; }

    public int Inputs => _widths[0];

    public int Outputs => _widths[^1];

    /// <summary>Number of linear layers.</summary>
    public int Layers => _widths.Length - 1;

    /// <summary>Number of inputs of this layer; for <see cref="Layers"/> itself, number of outputs of the last layer.</summary>
    public int Width(int layer) => _widths[layer];

    public ParameterBlock Weight(int layer) => Layout.Blocks[2 * layer];

    public ParameterBlock Bias(int layer) => Layout.Blocks[(2 * layer) + 1];

    /// <summary>
    /// Draws weights and biases uniformly from +-1/sqrt(inputs): the default of PyTorch's Linear, which is He et al. (2015) with
    /// a = sqrt(5). They come from our own generator, since torch has only one for the whole process.
    /// </summary>
    public float[] DrawWeights(ref RandomSource random)
    {
        var values = new float[Layout.Length];
        for (var i = 0; i < Layout.Blocks.Length; i++)
        {
            var bound = 1 / Math.Sqrt(_widths[i / 2]);
            foreach (ref var value in Layout.Blocks[i].In(values.AsSpan()))
            {
                value = (float)(((2 * random.NextDouble()) - 1) * bound);
            }
        }

        return values;
    }

    private IEnumerable<(string Name, ImmutableArray<int> Shape)> Parameters(int layer) =>
    [
        ($"layer{layer}.weight", [_widths[layer], _widths[layer + 1]]),
        ($"layer{layer}.bias", [_widths[layer + 1]]),
    ];
}
