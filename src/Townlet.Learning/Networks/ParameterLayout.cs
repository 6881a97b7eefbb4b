using System.Collections.Immutable;

namespace Townlet.Learning.Networks;

/// <summary>
/// Says where each named weight of a network lies in one flat array. Every block begins on a cache line, so that a view
/// of it is aligned like a separate tensor. The gaps hold zeros and stay zero in training.
/// </summary>
public sealed class ParameterLayout
{
    private const int FloatsPerCacheLine = 16;

    public ParameterLayout(IEnumerable<(string Name, ImmutableArray<int> Shape)> parameters)
    {
        var blocks = ImmutableArray.CreateBuilder<ParameterBlock>();
        var offset = 0;
        foreach (var (name, shape) in parameters)
        {
            var block = new ParameterBlock(name, shape, offset);
            blocks.Add(block);
            offset += (block.Length + FloatsPerCacheLine - 1) / FloatsPerCacheLine * FloatsPerCacheLine;
        }

        Blocks = blocks.ToImmutable();
        Length = offset;
    }

    public ImmutableArray<ParameterBlock> Blocks { get; }

    /// <summary>Length of the flat array in floats, including gaps.</summary>
    public int Length { get; }
}
