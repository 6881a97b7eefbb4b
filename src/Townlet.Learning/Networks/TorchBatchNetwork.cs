using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>Any network on any device, differentiated by torch. Forward and backward pass belong into one dispose scope.</summary>
internal sealed class TorchBatchNetwork(QFunction function, float[] weights, Device device, bool trainable) : BatchNetwork
{
    private readonly Parameters _parameters = new(function.Layout, weights, device, trainable);
    private Tensor? _qValues;

    public override void Refresh() => _parameters.Load(weights);

    public override void Forward(Tensor observations, ReadOnlySpan<float> memories, Span<float> qValues, bool toLearn)
    {
        using var gradients = set_grad_enabled(toLearn);
        var values = function.Forward(_parameters, observations.to(device), Memories(memories));
        TensorMemory.Read(values, qValues);
        _qValues = toLearn ? values : null;
    }

    public override void Backward(ReadOnlySpan<float> valueGradient, Span<float> gradient)
    {
        var qValues = _qValues ?? throw new InvalidOperationException("There was no forward pass to learn from.");
        var given = empty(qValues.shape, ScalarType.Float32, device);
        TensorMemory.Write(given, valueGradient);
        _parameters.Gradients!.zero_();
        qValues.backward([given]);
        TensorMemory.Read(_parameters.Gradients, gradient);
        _qValues = null;
    }

    private Tensor? Memories(ReadOnlySpan<float> memories)
    {
        if (memories.IsEmpty)
        {
            return null;
        }

        var given = empty([memories.Length / function.MemorySize, function.MemorySize], ScalarType.Float32, device);
        TensorMemory.Write(given, memories);
        return given;
    }

    public override void Dispose() => _parameters.Dispose();
}
