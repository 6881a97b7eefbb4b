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

    public Adam(Parameters parameters)
    {
        _parameters = parameters;
        FirstMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
        SecondMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
    }

    public Tensor FirstMoment { get; }

    public Tensor SecondMoment { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

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
        FirstMoment.mul_(Beta1).add_(gradients, (1 - Beta1) * clip);
        SecondMoment.mul_(Beta2).addcmul_(gradients, gradients, (1 - Beta2) * clip * clip);
        var denominator = SecondMoment.sqrt().add_(Epsilon * Math.Sqrt(correction2));
        _parameters.Values.addcdiv_(FirstMoment, denominator, -learningRate * Math.Sqrt(correction2) / correction1);
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
