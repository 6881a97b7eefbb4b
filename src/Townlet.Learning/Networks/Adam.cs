using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) over a network's flat parameters, after the gradient has been clipped to a global
/// norm (Pascanu, Mikolov and Bengio 2013). The clipping factor is folded into the moments, so the gradient
/// itself stays as the backward pass left it.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Parameters _parameters;
    private readonly Tensor _firstMoment;
    private readonly Tensor _secondMoment;

    public Adam(Parameters parameters)
    {
        _parameters = parameters;
        _firstMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
        _secondMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
    }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>One step along the parameters' gradient.</summary>
    /// <param name="learningRate">Step size.</param>
    /// <param name="maximumNorm">The gradient is scaled down to this norm; infinity leaves it as it is.</param>
    /// <exception cref="TrainingDivergedException">The gradient is not finite.</exception>
    public void Step(double learningRate, double maximumNorm = double.PositiveInfinity)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var gradients = _parameters.Gradients!;
        var norm = gradients.norm().item<float>();
        if (!float.IsFinite(norm))
        {
            throw new TrainingDivergedException("The gradient is not finite any more: learning has diverged. A smaller learning_rate, loss: huber or reward: survival makes it steadier.");
        }

        var clip = norm > maximumNorm ? maximumNorm / norm : 1;
        Steps++;
        var correction1 = 1 - Math.Pow(Beta1, Steps);
        var correction2 = 1 - Math.Pow(Beta2, Steps);
        _firstMoment.mul_(Beta1).add_(gradients, (1 - Beta1) * clip);
        _secondMoment.mul_(Beta2).addcmul_(gradients, gradients, (1 - Beta2) * clip * clip);
        var denominator = _secondMoment.sqrt().add_(Epsilon * Math.Sqrt(correction2));
        _parameters.Values.addcdiv_(_firstMoment, denominator, -learningRate * Math.Sqrt(correction2) / correction1);
    }

    /// <param name="checkpoint">Receives the state.</param>
    /// <param name="name">Tells several optimisers apart.</param>
    public void Capture(CheckpointBuilder checkpoint, string name)
    {
        checkpoint.Add($"{name}.first_moment", _parameters.Layout, _firstMoment);
        checkpoint.Add($"{name}.second_moment", _parameters.Layout, _secondMoment);
        checkpoint.AddValue($"{name}.steps", Steps);
    }

    /// <param name="checkpoint">Holds the state.</param>
    /// <param name="name">As captured.</param>
    public void Restore(CheckpointContent checkpoint, string name)
    {
        var moments = new float[_parameters.Layout.Length];
        checkpoint.Read($"{name}.first_moment", _parameters.Layout, moments);
        TensorMemory.Write(_firstMoment, moments);
        checkpoint.Read($"{name}.second_moment", _parameters.Layout, moments);
        TensorMemory.Write(_secondMoment, moments);
        Steps = checkpoint.ReadValue($"{name}.steps", 0, long.MaxValue);
    }

    public void Dispose()
    {
        _firstMoment.Dispose();
        _secondMoment.Dispose();
    }
}
