using TorchSharp;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>A network on a device of torch.</summary>
internal class TorchNetwork : INetwork
{
    private readonly Tensor _observations;
    private readonly BatchShape _shape;
    private readonly HostCopy _weights;

    /// <param name="function">The architecture.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="shape">The shape of all batches.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="trainable">True where there will be backward passes.</param>
    public TorchNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape, Device device, bool trainable)
    {
        Function = TensorFunction.For(function);
        _shape = shape;
        Device = device;
        Parameters = new TensorParameters(function.Layout, weights, device, trainable);
        _weights = new HostCopy(Parameters.Values);
        _observations = zeros([shape.Rows, function.ObservationSize], ScalarType.Float32, device).DetachFromDisposeScope();
    }

    public ReadOnlySpan<float> Weights => _weights.Read();

    protected TensorFunction Function { get; }

    protected Device Device { get; }

    protected TensorParameters Parameters { get; }

    public void Load(ReadOnlySpan<float> weights)
    {
        Parameters.Load(weights);
        WeightsChanged();
    }

    public void CopyFrom(INetwork leader)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Parameters.Values.copy_(ValuesOf(leader));
        WeightsChanged();
    }

    public void Follow(INetwork leader, double share)
    {
        using var gradients = no_grad();
        // Kept in variables: temporary ones could be garbage-collected while native code reads them.
        using Scalar kept = 1 - share;
        using Scalar taken = share;
        using var scope = NewDisposeScope();
        Parameters.Values.mul_(kept).add_(ValuesOf(leader), taken);
        WeightsChanged();
    }

    public void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        TensorMemory.Read(Evaluate(observations, memories), qValues);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _observations.Dispose();
        Parameters.Dispose();
    }

    /// <summary>Whoever asks for the weights next gets them from the device.</summary>
    protected void WeightsChanged() => _weights.Outdate();

    /// <returns>Shape [rows, 6], on the device.</returns>
    protected Tensor Evaluate(float[] observations, ReadOnlySpan<float> memories)
    {
        TensorMemory.Write(_observations, observations);
        return Function.Forward(Parameters, _observations, _shape, Memories(memories));
    }

    private static Tensor ValuesOf(INetwork network) => ((TorchNetwork)network).Parameters.Values;

    private Tensor? Memories(ReadOnlySpan<float> memories)
    {
        if (memories.IsEmpty)
        {
            return null;
        }

        var given = empty([_shape.Lives, memories.Length / _shape.Lives], ScalarType.Float32, Device);
        TensorMemory.Write(given, memories);
        return given;
    }
}
