using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Learning.Checkpoints;

/// <summary>
/// A training run at one moment, or the policy of that moment alone; immutable, so that another thread may write
/// it while training continues. Stored as a safetensors file that carries no code and that any reader of the format opens.
/// </summary>
public sealed class Checkpoint
{
    private readonly CheckpointMetadata _metadata;
    private readonly ImmutableArray<StoredTensor> _tensors;

    internal Checkpoint(CheckpointMetadata metadata, ImmutableArray<StoredTensor> tensors)
    {
        _metadata = metadata;
        _tensors = tensors;
    }

    public int FormatVersion => _metadata.FormatVersion;

    /// <summary>Lives finished.</summary>
    public int Episode => _metadata.Episode;

    /// <summary>Steps lived by all agents together.</summary>
    public long TotalSteps => _metadata.TotalSteps;

    public ulong Seed => _metadata.Seed;

    public string PackName => _metadata.PackName;

    /// <summary><see cref="Pack.Hash"/> of the pack it was trained with.</summary>
    public string PackHash => _metadata.PackHash;

    /// <summary>Agent names, in their order.</summary>
    public ImmutableArray<string> Agents => _metadata.Agents;

    /// <summary>It holds the network alone: good to watch, not to resume training from.</summary>
    public bool IsPolicyOnly => _metadata.PolicyOnly;

    /// <summary>When the file it was read from was written; null for one that was just captured.</summary>
    public DateTimeOffset? CreatedAt => _metadata.CreatedAt;

    internal CheckpointMetadata Metadata => _metadata;

    internal ImmutableArray<StoredTensor> Tensors => _tensors;

    /// <summary>The named arrays, to look into by name.</summary>
    internal CheckpointContent Content => new(_tensors);

    /// <summary>Writes the file's bytes. Flushing and naming the file are the caller's.</summary>
    /// <param name="stream">Receives them from its present position on.</param>
    /// <param name="timestamp">Recorded in the metadata.</param>
    public void Write(Stream stream, DateTimeOffset timestamp) =>
        SafeTensors.Write(stream, (_metadata with { CreatedAt = timestamp }).ToStrings(), _tensors);

    /// <summary>Reads and checks a whole file.</summary>
    /// <exception cref="CheckpointFormatException">It is cut off, damaged, of another kind or of another version; the message says which.</exception>
    public static Checkpoint Read(Stream stream)
    {
        var (metadata, tensors) = SafeTensors.Read(stream, policyOnly: false);
        return new Checkpoint(CheckpointMetadata.Parse(metadata), tensors);
    }

    /// <summary>Reads what the file says about itself, without its tensors.</summary>
    /// <exception cref="CheckpointFormatException">The header is cut off, damaged, of another kind or of another version.</exception>
    public static Checkpoint ReadHeader(Stream stream) => new(CheckpointMetadata.Parse(SafeTensors.ReadMetadata(stream)), []);

    /// <summary>The network alone, with what a viewer is shown about it.</summary>
    public Checkpoint PolicyOnly() => new(
        _metadata with { PolicyOnly = true },
        [.. _tensors.Where(tensor => tensor.Name.StartsWith(SafeTensors.PolicyPrefix, StringComparison.Ordinal))]);

    /// <exception cref="CheckpointMismatchException">The network is of another type than the pack's.</exception>
    internal void RequireNetwork(Pack pack)
    {
        if (_metadata.Network != CheckpointMetadata.NetworkName(pack))
        {
            throw new CheckpointMismatchException(
                $"The checkpoint holds a {_metadata.Network} network; pack '{pack.Name}' uses a {CheckpointMetadata.NetworkName(pack)} one.");
        }
    }

    /// <summary>Reads the network alone, from either kind of file, and leaves the rest of the file unread.</summary>
    internal static Checkpoint ReadPolicy(Stream stream)
    {
        var (metadata, tensors) = SafeTensors.Read(stream, policyOnly: true);
        return new Checkpoint(CheckpointMetadata.Parse(metadata) with { PolicyOnly = true }, tensors);
    }
}
