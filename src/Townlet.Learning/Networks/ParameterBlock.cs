using System.Collections.Immutable;

namespace Townlet.Learning.Networks;

/// <summary>One weight matrix or bias inside a flat array.</summary>
/// <param name="Name">Name as in a checkpoint, without the network's own name: "layer0.weight".</param>
/// <param name="Shape">Shape in row-major order.</param>
/// <param name="Offset">Index of its first float.</param>
public sealed record ParameterBlock(string Name, ImmutableArray<int> Shape, int Offset)
{
    public int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);

    public Span<float> In(Span<float> values) => values.Slice(Offset, Length);

    public ReadOnlySpan<float> In(ReadOnlySpan<float> values) => values.Slice(Offset, Length);
}
