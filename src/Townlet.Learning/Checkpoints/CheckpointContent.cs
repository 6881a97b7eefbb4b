using System.Numerics;
using System.Runtime.InteropServices;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;

namespace Townlet.Learning.Checkpoints;

/// <summary>
/// Looks into a checkpoint by name. A tensor that is missing is a fault of the file. One with another shape than asked for
/// was made with other settings.
/// </summary>
internal sealed class CheckpointContent(IEnumerable<StoredTensor> tensors)
{
    private readonly Dictionary<string, StoredTensor> _tensors = tensors.ToDictionary(tensor => tensor.Name);

    /// <summary>Size of the first dimension.</summary>
    public int LengthOf(string name) => Find(name).Shape is [var length, ..] && length <= Array.MaxLength
        ? (int)length
        : throw new CheckpointFormatException($"Tensor '{name}' has no length.");

    /// <param name="name">Name of a tensor.</param>
    /// <param name="destination">Receives every element.</param>
    /// <exception cref="CheckpointFormatException">There is no such tensor, or it has another element type.</exception>
    /// <exception cref="CheckpointMismatchException">It has another number of elements.</exception>
    public void Read<T>(string name, Span<T> destination)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(destination);
        foreach (var part in Find<T>(name, destination.Length).Parts)
        {
            part.Span.CopyTo(bytes);
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>The first so many rows.</summary>
    public void Read<T>(string name, SegmentedRows<T> rows, int count)
        where T : unmanaged
    {
        var row = 0;
        var missing = Span<byte>.Empty;
        foreach (var part in Find<T>(name, (long)count * rows.RowLength).Parts)
        {
            var bytes = part.Span;
            while (!bytes.IsEmpty)
            {
                if (missing.IsEmpty)
                {
                    missing = MemoryMarshal.AsBytes(rows.Write(row));
                    row++;
                }

                var copied = Math.Min(missing.Length, bytes.Length);
                bytes[..copied].CopyTo(missing);
                missing = missing[copied..];
                bytes = bytes[copied..];
            }
        }
    }

    /// <summary>Reads every element, each of which must lie between the bounds, both included.</summary>
    public void Read<T>(string name, Span<T> destination, T minimum, T maximum)
        where T : unmanaged, INumber<T>
    {
        Read(name, destination);
        foreach (var value in destination)
        {
            if (!(value >= minimum && value <= maximum))
            {
                throw new CheckpointFormatException($"Tensor '{name}' holds {value}; it must be between {minimum} and {maximum}.");
            }
        }
    }

    /// <summary>A single number.</summary>
    public T ReadValue<T>(string name)
        where T : unmanaged
    {
        var value = default(T);
        Read(name, new Span<T>(ref value));
        return value;
    }

    /// <summary>A single number between the bounds, both included.</summary>
    public T ReadValue<T>(string name, T minimum, T maximum)
        where T : unmanaged, INumber<T>
    {
        var value = default(T);
        Read(name, new Span<T>(ref value), minimum, maximum);
        return value;
    }

    /// <summary>Every block of a network, see <see cref="CheckpointBuilder.Add(string, ParameterLayout, ReadOnlySpan{float})"/>.</summary>
    public void Read(string network, ParameterLayout layout, Span<float> values)
    {
        foreach (var block in layout.Blocks)
        {
            var name = $"{network}.{block.Name}";
            var tensor = Find(name);
            if (!tensor.Shape.SequenceEqual(block.Shape.Select(size => (long)size)))
            {
                throw new CheckpointMismatchException(
                    $"Tensor '{name}' has shape {Text(tensor.Shape)}; the network of this pack needs [{string.Join(", ", block.Shape)}].");
            }

            Read(name, block.In(values));
        }
    }

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    private StoredTensor Find<T>(string name, long elements)
        where T : unmanaged
    {
        var tensor = Find(name);
        if (tensor.Type != ElementTypes.Of<T>() && !(tensor.Type == ElementType.U64 && default(T) is ulong))
        {
            throw new CheckpointFormatException($"Tensor '{name}' is of type {tensor.Type}; {ElementTypes.Of<T>()} was expected.");
        }

        return tensor.Length == elements * tensor.Type.Size()
            ? tensor
            : throw new CheckpointMismatchException($"Tensor '{name}' has shape {Text(tensor.Shape)}; this pack needs {elements} elements.");
    }

    private StoredTensor Find(string name) => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new CheckpointFormatException($"Tensor '{name}' is missing.");
}
