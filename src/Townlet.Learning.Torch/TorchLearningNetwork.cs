using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Numerics;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>A network on a device of torch that learns.</summary>
internal sealed class TorchLearningNetwork : TorchNetwork, ILearningNetwork
{
    private readonly TorchAdam _adam;
    private readonly HostCopy _gradient;
    private Tensor? _qValues;

    /// <param name="function">The architecture.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="shape">The shape of all batches.</param>
    /// <param name="device">Where to compute.</param>
    public TorchLearningNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape, Device device)
        : base(function, weights, shape, device, trainable: true)
    {
        _adam = new TorchAdam(Parameters.Values, Gradients);
        _gradient = new HostCopy(Gradients);
    }

    public ReadOnlySpan<float> Gradient => _gradient.Read();

    public AdamState Optimiser => _adam.State;

    public long Steps => _adam.Steps;

    private Tensor Gradients => Parameters.Gradients!;

    public void ForwardToLearn(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues)
    {
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        var values = Evaluate(observations, memories);
        TensorMemory.Read(values, qValues);
        _qValues?.Dispose();
        _qValues = values.DetachFromDisposeScope();
    }

    public void Backward(float[] valueGradient)
    {
        using var scope = NewDisposeScope();
        using var qValues = _qValues ?? throw new InvalidOperationException("A backward pass needs a forward pass before it.");
        _qValues = null;
        var given = empty(qValues.shape, ScalarType.Float32, Device);
        TensorMemory.Write(given, valueGradient);
        Gradients.zero_();
        qValues.backward([given]);
        _gradient.Outdate();
    }

    public bool TryStep(double learningRate, double maximumNorm)
    {
        WeightsChanged();
        return _adam.TryStep(learningRate, maximumNorm);
    }

    public void Restore(AdamState optimiser) => _adam.Restore(optimiser);

    protected override void Dispose(bool disposing)
    {
        _qValues?.Dispose();
        _adam.Dispose();
        base.Dispose(disposing);
    }
}
