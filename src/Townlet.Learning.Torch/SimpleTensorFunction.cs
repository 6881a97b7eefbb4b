using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>A <see cref="SimpleQFunction"/> as tensor operations.</summary>
internal sealed class SimpleTensorFunction(SimpleQFunction function) : TensorFunction
{
    public override Tensor Forward(TensorParameters parameters, Tensor observations, BatchShape shape, Tensor? memories) =>
        QValues(Forward(parameters, function.Perceptron, observations), function.Dueling);

    /// <param name="parameters">Parameters in the layout of the perceptron.</param>
    /// <param name="perceptron">The architecture.</param>
    /// <param name="inputs">Shape [rows, inputs].</param>
    /// <returns>Shape [rows, outputs].</returns>
    internal static Tensor Forward(TensorParameters parameters, Perceptron perceptron, Tensor inputs)
    {
        var activations = inputs;
        for (var layer = 0; layer < perceptron.Layers; layer++)
        {
            activations = Linear(parameters, 2 * layer, activations);
            if (layer < perceptron.Layers - 1)
            {
                activations = activations.relu_();
            }
        }

        return activations;
    }
}
