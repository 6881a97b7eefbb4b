using System.Collections.Immutable;
using Townlet.Numerics;

namespace Townlet.Learning.Networks;

/// <summary>
/// Computes a <see cref="Perceptron"/> on the CPU: forward through some rows, and back for the gradient (Rumelhart,
/// Hinton and Williams 1986). All memory is allocated beforehand.
/// </summary>
/// <remarks>For one caller at a time.</remarks>
internal sealed class PerceptronPass
{
    private readonly Perceptron _perceptron;

    // One array per layer; the last one holds the outputs.
    private readonly ImmutableArray<float[]> _activations;

    // Gradients with respect to the activations of the hidden layers; allocated by the first backward pass.
    private ImmutableArray<float[]> _hiddenGradients = [];
    private int _rows;

    /// <param name="perceptron">The network.</param>
    /// <param name="rows">The largest number of rows.</param>
    public PerceptronPass(Perceptron perceptron, int rows)
    {
        _perceptron = perceptron;
        _activations = [.. Enumerable.Range(0, perceptron.Layers).Select(layer => new float[rows * perceptron.Width(layer + 1)])];
    }

    /// <summary>Computes the outputs of all rows and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="weights">Weights in the perceptron's layout.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="inputs">Shape [rows, inputs].</param>
    /// <returns>Shape [rows, outputs]; valid until the next pass.</returns>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> weights, int rows, ReadOnlySpan<float> inputs)
    {
        _rows = rows;
        var source = inputs;
        for (var layer = 0; layer < _perceptron.Layers; layer++)
        {
            DenseLayer.Apply(
                new(rows, _perceptron.Width(layer), source, _perceptron.Width(layer)),
                _perceptron.Weight(layer).In(weights),
                _perceptron.Bias(layer).In(weights),
                _activations[layer],
                _perceptron.Width(layer + 1));
            if (layer < _perceptron.Layers - 1)
            {
                Elementwise.Rectify(_activations[layer].AsSpan(0, rows * _perceptron.Width(layer + 1)));
            }

            source = _activations[layer];
        }

        return source[..(rows * _perceptron.Outputs)];
    }

    /// <summary>Computes the gradient of a loss from its gradient with respect to the outputs of the last <see cref="Forward"/>.</summary>
    /// <param name="weights">As in the forward pass.</param>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="outputGradient">Shape [rows, outputs].</param>
    /// <param name="gradient">Gradient in the perceptron's layout; overwritten.</param>
    public void Backward(ReadOnlySpan<float> weights, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient, Span<float> gradient)
    {
        if (_hiddenGradients.IsEmpty)
        {
            _hiddenGradients = [.. _activations[..^1].Select(activations => new float[activations.Length])];
        }

        gradient.Clear();
        var above = outputGradient;
        for (var layer = _perceptron.Layers - 1; layer >= 0; layer--)
        {
            var width = _perceptron.Width(layer);
            var aboveView = new MatrixView(_rows, _perceptron.Width(layer + 1), above, _perceptron.Width(layer + 1));
            DenseLayer.AddParameterGradient(
                new(_rows, width, layer == 0 ? inputs : _activations[layer - 1], width),
                aboveView,
                _perceptron.Weight(layer).In(gradient),
                _perceptron.Bias(layer).In(gradient));
            if (layer > 0)
            {
                var below = _hiddenGradients[layer - 1].AsSpan(0, _rows * width);
                DenseLayer.InputGradient(aboveView, _perceptron.Weight(layer).In(weights), below);
                Elementwise.MaskRectified(_activations[layer - 1], below);
                above = below;
            }
        }
    }
}
