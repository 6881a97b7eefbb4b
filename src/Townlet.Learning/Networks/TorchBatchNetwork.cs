using TorchSharp;
using Townlet.Learning.Replay;
using static TorchSharp.torch;

namespace Townlet.Learning.Networks;

/// <summary>Any network on any device, computed and differentiated by torch.</summary>
internal sealed class TorchBatchNetwork : BatchNetwork
{
    private readonly QFunction _function;
    private readonly float[] _weights;
    private readonly Device _device;
    private readonly Parameters _parameters;
    private readonly Tensor _observations;
    private Tensor? _qValues;

    /// <param name="function">The architecture.</param>
    /// <param name="weights">The weights. The caller owns this array and calls <see cref="Refresh"/> after a change.</param>
    /// <param name="batch">An example batch: all later batches have its shape.</param>
    /// <param name="device">Where to compute, as torch names it.</param>
    /// <param name="trainable">True where there will be backward passes.</param>
    public TorchBatchNetwork(QFunction function, float[] weights, ReplayBatch batch, string device, bool trainable)
    {
        _function = function;
        _weights = weights;
        _device = torch.device(device);
        _parameters = new Parameters(function.Layout, weights, _device, trainable);
        _observations = zeros(batch.ObservationShape, ScalarType.Float32).DetachFromDisposeScope();
    }

    public override void Refresh() => _parameters.Load(_weights);

    public override void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues, bool toLearn)
    {
        using var scope = NewDisposeScope();
        using var gradients = set_grad_enabled(toLearn);
        TensorMemory.Write(_observations, observations);
        var values = _function.Forward(_parameters, _observations.to(_device), Memories(memories));
        TensorMemory.Read(values, qValues);
        _qValues?.Dispose();
        _qValues = toLearn ? values.DetachFromDisposeScope() : null;
    }

    public override void Backward(float[] valueGradient, float[] gradient)
    {
        using var scope = NewDisposeScope();
        using var qValues = _qValues ?? throw new InvalidOperationException("A backward pass needs a forward pass before it.");
        _qValues = null;
        var given = empty(qValues.shape, ScalarType.Float32, _device);
        TensorMemory.Write(given, valueGradient);
        _parameters.Gradients!.zero_();
        qValues.backward([given]);
        TensorMemory.Read(_parameters.Gradients, gradient);
    }

    public override void Dispose()
    {
        _qValues?.Dispose();
        _observations.Dispose();
        _parameters.Dispose();
    }

    private Tensor? Memories(ReadOnlySpan<float> memories)
    {
        if (memories.IsEmpty)
        {
            return null;
        }

        var given = empty([memories.Length / _function.MemorySize, _function.MemorySize], ScalarType.Float32, _device);
        TensorMemory.Write(given, memories);
        return given;
    }
}
