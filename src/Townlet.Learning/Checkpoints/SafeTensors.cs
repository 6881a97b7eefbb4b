using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Townlet.Learning.Checkpoints;

/// <summary>
/// The safetensors file format: 8 bytes little-endian length of the header, a JSON header (for each tensor dtype, shape and
/// data_offsets; strings under <c>__metadata__</c>), then the tensors' bytes without gaps. Two of the strings are
/// SHA-256 checksums: <c>checksum</c> of the data, <c>header_checksum</c> of the header with that string's own digits as
/// zeros; <c>policy_checksum</c> covers the tensors under <see cref="PolicyPrefix"/> alone, for readers that take only those.
/// </summary>
internal static class SafeTensors
{
    /// <summary>Names of the network that plays begin with this.</summary>
    public const string PolicyPrefix = "policy.";

    private const string DataChecksum = "checksum";
    private const string PolicyChecksum = "policy_checksum";
    private const int LongestHeader = 4 << 20;

    /// <summary>A large replay exceeds what one array can hold.</summary>
    private const int LongestPart = 1 << 26;

    public static void Write(Stream stream, IReadOnlyDictionary<string, string> metadata, ImmutableArray<StoredTensor> tensors)
    {
        // The widest elements first, so that each tensor is aligned for its type wherever the file is mapped.
        var ordered = tensors.OrderByDescending(tensor => tensor.Type.Size()).ToList();
        var strings = new Dictionary<string, string>(metadata)
        {
            [DataChecksum] = Checksum(ordered),
            [PolicyChecksum] = Checksum(ordered.Where(IsPolicy)),
        };
        var header = SafeTensorsHeader.Write(strings, ordered);

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in ordered)
        {
            foreach (var part in tensor.Parts)
            {
                stream.Write(part.Span);
            }
        }
    }

    /// <param name="stream">At the start of the file; one that cannot seek is read to its end first.</param>
    /// <param name="policyOnly">Only the tensors under <see cref="PolicyPrefix"/> are read and checked.</param>
    /// <exception cref="CheckpointFormatException">Anything is wrong with the file.</exception>
    public static (Dictionary<string, string> Metadata, ImmutableArray<StoredTensor> Tensors) Read(Stream stream, bool policyOnly)
    {
        if (!stream.CanSeek)
        {
            using var whole = new MemoryStream();
            stream.CopyTo(whole);
            whole.Position = 0;
            return Read(whole, policyOnly);
        }

        return Guarded(() =>
        {
            var header = ReadHeader(stream);
            var dataStart = stream.Position;
            var (metadata, entries) = SafeTensorsHeader.Read(header, stream.Length - dataStart);
            var tensors = ImmutableArray.CreateBuilder<StoredTensor>(entries.Count);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var entry in entries)
            {
                if (policyOnly && !entry.Name.StartsWith(PolicyPrefix, StringComparison.Ordinal))
                {
                    continue;
                }

                stream.Position = dataStart + entry.Begin;
                tensors.Add(new StoredTensor(entry.Name, entry.Type, entry.Shape, ReadParts(stream, entry.End - entry.Begin, hash)));
            }

            var key = policyOnly ? PolicyChecksum : DataChecksum;
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != metadata.GetValueOrDefault(key))
            {
                throw new CheckpointFormatException("The data does not match its checksum: the file is damaged.");
            }

            return (metadata, tensors.ToImmutable());
        });
    }

    /// <summary>The header's strings alone.</summary>
    /// <param name="stream">At the start of the file; can seek.</param>
    /// <exception cref="CheckpointFormatException">The header is damaged, or describes more or fewer bytes than there are.</exception>
    public static Dictionary<string, string> ReadMetadata(Stream stream) => Guarded(() =>
    {
        var header = ReadHeader(stream);
        return SafeTensorsHeader.Read(header, stream.Length - stream.Position).Metadata;
    });

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException cause)
        {
            throw new CheckpointFormatException("The file is too short: it was cut off.", cause);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: strings in the JSON that are no valid Unicode.
            throw new CheckpointFormatException("The header is not valid JSON: the file is damaged or of another kind.", cause);
        }
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadParts(Stream stream, long length, IncrementalHash hash)
    {
        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (length > 0)
        {
            var part = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, LongestPart));
            stream.ReadExactly(part);
            hash.AppendData(part);
            parts.Add(part);
            length -= part.Length;
        }

        return parts.ToImmutable();
    }

    private static bool IsPolicy(StoredTensor tensor) => tensor.Name.StartsWith(PolicyPrefix, StringComparison.Ordinal);

    private static string Checksum(IEnumerable<StoredTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors)
        {
            foreach (var part in tensor.Parts)
            {
                hash.AppendData(part.Span);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] ReadHeader(Stream stream)
    {
        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LongestHeader || (long)length > stream.Length - stream.Position)
        {
            throw new CheckpointFormatException($"The file claims a header of {length} bytes: it was cut off or is of another kind.");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }
}
