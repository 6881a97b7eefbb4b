using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;

namespace Townlet.Learning.Checkpoints;

/// <summary>Collects copies of all that a checkpoint holds.</summary>
internal sealed class CheckpointBuilder
{
    private readonly ImmutableArray<StoredTensor>.Builder _tensors = ImmutableArray.CreateBuilder<StoredTensor>();

    public ImmutableArray<StoredTensor> Build() => _tensors.ToImmutable();

    /// <param name="name">Unique in the checkpoint.</param>
    /// <param name="values">Copied.</param>
    /// <param name="shape">Its product is the number of values.</param>
    public void Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var data = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(data);
        var sizes = ImmutableArray.CreateBuilder<long>(shape.Length);
        foreach (var size in shape)
        {
            sizes.Add(size);
        }

        _tensors.Add(new StoredTensor(name, ElementTypes.Of<T>(), sizes.MoveToImmutable(), [data]));
    }

    /// <summary>Adds the first rows, shared instead of copied.</summary>
    public void Add<T>(string name, SegmentedRows<T> rows, int count)
        where T : unmanaged =>
        _tensors.Add(new StoredTensor(name, ElementTypes.Of<T>(), [count, rows.RowLength], rows.Share(count)));

    /// <summary>Adds a single number, of shape [1].</summary>
    public void AddValue<T>(string name, T value)
        where T : unmanaged => Add(name, new ReadOnlySpan<T>(in value), 1);

    /// <summary>Adds every block of a network, or of another array in the same layout, under the name "network.block".</summary>
    public void Add(string network, ParameterLayout layout, ReadOnlySpan<float> values)
    {
        foreach (var block in layout.Blocks)
        {
            Add($"{network}.{block.Name}", block.In(values), block.Shape.AsSpan());
        }
    }
}
