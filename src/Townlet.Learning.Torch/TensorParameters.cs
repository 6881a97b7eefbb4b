using System.Collections.Immutable;
using Townlet.Learning.Networks;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>
/// The weights of one network as torch sees them. All lie in one flat tensor, with a view of it for every layer's weight,
/// and likewise for the gradients. So clipping, Adam and target updates are one pass over the
/// whole network.
/// </summary>
internal sealed class TensorParameters : IDisposable
{
    private readonly ImmutableArray<Tensor> _blocks;

    /// <param name="layout">Names and shapes.</param>
    /// <param name="initial">First values; length <see cref="ParameterLayout.Length"/>.</param>
    /// <param name="device">The device that holds the tensors.</param>
    /// <param name="trainable">True where backward passes store gradients in <see cref="Gradients"/>.</param>
    public TensorParameters(ParameterLayout layout, ReadOnlySpan<float> initial, Device device, bool trainable)
    {
        Layout = layout;
        Values = zeros(layout.Length, ScalarType.Float32, device).DetachFromDisposeScope();
        Gradients = trainable ? zeros(layout.Length, ScalarType.Float32, device).DetachFromDisposeScope() : null;
        _blocks = [.. layout.Blocks.Select(block => View(block, trainable))];
        Load(initial);
    }

    public ParameterLayout Layout { get; }

    /// <summary>Shape [layout length].</summary>
    public Tensor Values { get; }

    /// <summary>Shape [layout length]; backward passes add to it, so it is set to zero before each. Null where the network is not trained.</summary>
    public Tensor? Gradients { get; }

    /// <summary>The view of the block with this index in the layout.</summary>
    public Tensor this[int block] => _blocks[block];

    /// <summary>Overwrites all values.</summary>
    public void Load(ReadOnlySpan<float> values) => TensorMemory.Write(Values, values);

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block.grad?.Dispose();
            block.Dispose();
        }

        Values.Dispose();
        Gradients?.Dispose();
    }

    private Tensor View(ParameterBlock block, bool trainable)
    {
        using var scope = NewDisposeScope();
        var view = Values.narrow(0, block.Offset, block.Length).view(Shape(block)).detach();
        if (trainable)
        {
            view.requires_grad_(true);
            view.grad = Gradients!.narrow(0, block.Offset, block.Length).view(Shape(block));
        }

        return view.DetachFromDisposeScope();
    }

    private static long[] Shape(ParameterBlock block) => [.. block.Shape.Select(size => (long)size)];
}
