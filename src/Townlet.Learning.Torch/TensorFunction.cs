using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>A network as tensor operations, differentiable in its parameters.</summary>
internal abstract class TensorFunction
{
    private const int Actions = QFunction.Actions;

    public static TensorFunction For(QFunction function) => function switch
    {
        RecurrentQFunction recurrent => new RecurrentTensorFunction(recurrent),
        SimpleQFunction simple => new SimpleTensorFunction(simple),
        _ => throw new NotSupportedException($"Torch has no form of {function.GetType().Name}."),
    };

    /// <param name="parameters">Parameters in the layout of the network.</param>
    /// <param name="observations">Shape [rows, observation size].</param>
    /// <param name="shape">The steps and lives that the rows are.</param>
    /// <param name="memories">Shape [lives, memory size]: what lives begin with; null: empty memories.</param>
    /// <returns>Shape [rows, 6].</returns>
    public abstract Tensor Forward(TensorParameters parameters, Tensor observations, BatchShape shape, Tensor? memories);

    /// <summary>x W + b.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="block">Index of the weight in the layout; the bias has the next one.</param>
    /// <param name="input">Shape [rows, inputs].</param>
    /// <returns>Shape [rows, outputs].</returns>
    protected static Tensor Linear(TensorParameters parameters, int block, Tensor input) =>
        addmm(parameters[block + 1], input, parameters[block], 1, 1);

    // Only differences are used: TorchSharp's sum of tensors makes a Scalar that the garbage collector may free while native code uses it.
    /// <summary><see cref="DuelingHead"/>.</summary>
    /// <param name="outputs">Shape [rows, 7], or [rows, 6] where <paramref name="dueling"/> is false.</param>
    /// <param name="dueling">True where there is a seventh output.</param>
    /// <returns>Shape [rows, 6].</returns>
    protected static Tensor QValues(Tensor outputs, bool dueling)
    {
        if (!dueling)
        {
            return outputs;
        }

        var advantages = outputs.narrow(1, 0, Actions);
        var values = outputs.narrow(1, Actions, 1);
        return advantages - (advantages.mean([1], keepdim: true) - values);
    }
}
