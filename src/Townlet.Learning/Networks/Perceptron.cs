using System.Collections.Immutable;
using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// A multilayer perceptron: linear layers with a rectifier (ReLU) between them and none after the last. It is the
/// description alone; the weights are handed in, as tensors to learn or as a flat array to evaluate.
/// Weights have shape [inputs, outputs].
/// </summary>
internal sealed class Perceptron
{
    private readonly ImmutableArray<int> _widths;
    private readonly int _widestHidden;

    /// <param name="widths">Inputs, hidden widths, outputs: at least two numbers.</param>
    public Perceptron(params ReadOnlySpan<int> widths)
    {
        _widths = [.. widths];
        _widestHidden = _widths.Length > 2 ? _widths[1..^1].Max() : 0;
        Layout = new ParameterLayout(Enumerable.Range(0, _widths.Length - 1).SelectMany(Layer));
    }

    /// <summary>Weight and bias of each layer in turn: "layer0.weight", "layer0.bias", "layer1.weight", ...</summary>
    public ParameterLayout Layout { get; }

    public int Inputs => _widths[0];

    public int Outputs => _widths[^1];

    /// <summary>
    /// Weights and biases uniform in +-1/sqrt(inputs): the default of PyTorch's Linear, that is He et al. (2015) with
    /// a = sqrt(5). Drawn from our own generator: torch's is one for the whole process.
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

    /// <param name="parameters">Of this <see cref="Layout"/>.</param>
    /// <param name="inputs">Shape [batch, inputs].</param>
    /// <returns>Shape [batch, outputs].</returns>
    public Tensor Forward(Parameters parameters, Tensor inputs)
    {
        var activations = inputs;
        var layers = _widths.Length - 1;
        for (var layer = 0; layer < layers; layer++)
        {
            activations = addmm(parameters[(2 * layer) + 1], activations, parameters[2 * layer], 1, 1);
            if (layer < layers - 1)
            {
                activations = activations.relu_();
            }
        }

        return activations;
    }

    /// <summary>The same for one input, without torch and without garbage.</summary>
    /// <param name="weights">Of this <see cref="Layout"/>.</param>
    /// <param name="input">Shape [inputs].</param>
    /// <param name="output">Shape [outputs].</param>
    public void Evaluate(ReadOnlySpan<float> weights, ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> even = stackalloc float[_widestHidden];
        Span<float> odd = stackalloc float[_widestHidden];
        var layers = _widths.Length - 1;
        scoped ReadOnlySpan<float> source = input;
        for (var layer = 0; layer < layers; layer++)
        {
            var last = layer == layers - 1;
            var destination = last ? output : (layer % 2 == 0 ? even : odd)[.._widths[layer + 1]];
            DenseLayer.Apply(
                source,
                Layout.Blocks[2 * layer].In(weights),
                Layout.Blocks[(2 * layer) + 1].In(weights),
                destination,
                rectify: !last);
            source = destination;
        }
    }

    private IEnumerable<(string Name, ImmutableArray<int> Shape)> Layer(int layer) =>
    [
        ($"layer{layer}.weight", [_widths[layer], _widths[layer + 1]]),
        ($"layer{layer}.bias", [_widths[layer + 1]]),
    ];
}
