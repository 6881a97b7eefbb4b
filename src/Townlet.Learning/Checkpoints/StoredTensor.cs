using System.Collections.Immutable;

namespace Townlet.Learning.Checkpoints;

/// <summary>One named array of a checkpoint.</summary>
/// <param name="Name">Name with dots: "online.layer0.weight".</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Shape in row-major order; its product is the number of elements.</param>
/// <param name="Parts">Little-endian elements, in one or several pieces; they do not change after the checkpoint was made.</param>
internal sealed record StoredTensor(string Name, ElementType Type, ImmutableArray<long> Shape, ImmutableArray<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>Length in bytes.</summary>
    public long Length => Parts.Sum(part => (long)part.Length);
}
