using TorchSharp;
using Townlet.Numerics;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>The arithmetic of <see cref="Adam"/> on a device: every operation changes a whole flat tensor in place.</summary>
/// <remarks>Scalars are kept in variables: temporary ones could be garbage-collected while native code reads them.</remarks>
internal sealed class TorchAdam : IDisposable
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const double Epsilon = 1e-8;

    private readonly Tensor _weights;
    private readonly Tensor _gradient;
    private readonly Tensor _firstMoments;
    private readonly Tensor _secondMoments;
    private readonly HostCopy _firstOnHost;
    private readonly HostCopy _secondOnHost;

    /// <param name="weights">Changed by each step.</param>
    /// <param name="gradient">Shape of the weights.</param>
    public TorchAdam(Tensor weights, Tensor gradient)
    {
        _weights = weights;
        _gradient = gradient;
        _firstMoments = zeros_like(weights).DetachFromDisposeScope();
        _secondMoments = zeros_like(weights).DetachFromDisposeScope();
        _firstOnHost = new HostCopy(_firstMoments);
        _secondOnHost = new HostCopy(_secondMoments);
    }

    /// <inheritdoc cref="Adam.Steps"/>
    public long Steps { get; private set; }

    /// <summary>The state, copied from the device.</summary>
    public AdamState State => new(Steps, _firstOnHost.Read(), _secondOnHost.Read());

    /// <inheritdoc cref="Adam.TryStep"/>
    public bool TryStep(double learningRate, double maximumNorm)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        double norm = _gradient.norm().item<float>();
        if (!double.IsFinite(norm))
        {
            return false;
        }

        Steps++;
        var correction1 = 1 - Math.Pow(Beta1, Steps);
        var correction2 = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        using Scalar clip = norm > maximumNorm ? maximumNorm / norm : 1;
        using Scalar kept1 = Beta1;
        using Scalar added1 = 1 - Beta1;
        using Scalar kept2 = Beta2;
        using Scalar added2 = 1 - Beta2;
        using Scalar epsilon = Epsilon * correction2;
        using Scalar step = -learningRate * correction2 / correction1;
        var clipped = _gradient.mul(clip);
        _firstMoments.mul_(kept1).add_(clipped, added1);
        _secondMoments.mul_(kept2).addcmul_(clipped, clipped, added2);
        _weights.addcdiv_(_firstMoments, _secondMoments.sqrt().add_(epsilon), step);
        Outdate();
        return true;
    }

    /// <inheritdoc cref="Adam.Restore"/>
    public void Restore(AdamState state)
    {
        TensorMemory.Write(_firstMoments, state.FirstMoments);
        TensorMemory.Write(_secondMoments, state.SecondMoments);
        Steps = state.Steps;
        Outdate();
    }

    public void Dispose()
    {
        _firstMoments.Dispose();
        _secondMoments.Dispose();
    }

    private void Outdate()
    {
        _firstOnHost.Outdate();
        _secondOnHost.Outdate();
    }
}
