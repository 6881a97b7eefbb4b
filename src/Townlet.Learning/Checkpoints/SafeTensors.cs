using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
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

    private const string Metadata = "__metadata__";
    private const string DataChecksum = "checksum";
    private const string PolicyChecksum = "policy_checksum";
    private const string HeaderChecksum = "header_checksum";
    private const int LongestHeader = 4 << 20;

    /// <summary>A large replay exceeds what one array can hold.</summary>
    private const int LongestPart = 1 << 26;

    private static readonly string _noChecksum = new('0', 2 * SHA256.HashSizeInBytes);

    public static void Write(Stream stream, IReadOnlyDictionary<string, string> metadata, ImmutableArray<StoredTensor> tensors)
    {
        // The widest elements first, so that each tensor is aligned for its type wherever the file is mapped.
        var ordered = tensors.OrderByDescending(tensor => tensor.Type.Size()).ToList();
        var strings = new Dictionary<string, string>(metadata)
        {
            [DataChecksum] = Checksum(ordered),
            [PolicyChecksum] = Checksum(ordered.Where(IsPolicy)),
            [HeaderChecksum] = _noChecksum,
        };
        var header = Header(strings, ordered);
        var checksum = Convert.ToHexStringLower(SHA256.HashData(header));
        Encoding.ASCII.GetBytes(checksum).CopyTo(HeaderChecksumIn(header));

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
            var (metadata, entries) = ParseHeader(header, stream.Length - dataStart);
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
        return ParseHeader(header, stream.Length - stream.Position).Metadata;
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

    private static byte[] Header(Dictionary<string, string> metadata, List<StoredTensor> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(Metadata);
            foreach (var (key, value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            var offset = 0L;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                offset += tensor.Length;
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Blanks after the JSON, so that the data begins at a multiple of 8.
        var header = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
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

    private static (Dictionary<string, string> Metadata, List<Entry> Entries) ParseHeader(byte[] header, long dataLength)
    {
        CheckHeader(header);
        using var document = JsonDocument.Parse(header);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new CheckpointFormatException("The header is not a JSON object.");
        }

        var metadata = new Dictionary<string, string>();
        var entries = new List<Entry>();
        var names = new HashSet<string>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                throw new CheckpointFormatException($"The header names '{property.Name}' twice.");
            }

            if (property.Name == Metadata)
            {
                ParseMetadata(property.Value, metadata);
            }
            else
            {
                entries.Add(ParseEntry(property.Name, property.Value));
            }
        }

        entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        var end = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
            {
                throw new CheckpointFormatException($"Tensor '{entry.Name}' does not begin where the one before it ends.");
            }

            end = entry.End;
        }

        return end == dataLength
            ? (metadata, entries)
            : throw new CheckpointFormatException($"The file holds {dataLength} bytes of data; its header describes {end}.");
    }

    private static void ParseMetadata(JsonElement value, Dictionary<string, string> metadata)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new CheckpointFormatException("The metadata is not a JSON object.");
        }

        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String || !metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw new CheckpointFormatException($"'{property.Name}' in the metadata is no string, or there twice.");
            }
        }
    }

    private static Entry ParseEntry(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("dtype", out var dtype)
            && dtype.ValueKind == JsonValueKind.String
            && Enum.TryParse<ElementType>(dtype.GetString(), out var type)
            && dtype.ValueEquals(type.ToString())
            && TryGetNumbers(value, "shape", out var shape)
            && TryGetNumbers(value, "data_offsets", out var offsets)
            && offsets is [var begin, var end]
            && end >= begin
            && IsSizeOf(shape, end - begin, type.Size()))
        {
            return new Entry(name, type, shape, begin, end);
        }

        throw new CheckpointFormatException($"The header's entry for '{name}' makes no sense.");
    }

    private static bool IsSizeOf(ImmutableArray<long> shape, long bytes, int elementSize)
    {
        if (shape.Contains(0))
        {
            // No data at all, however large the other dimensions.
            return bytes == 0;
        }

        var size = (Int128)elementSize;
        foreach (var dimension in shape)
        {
            size *= dimension;
            if (size > bytes)
            {
                return false;
            }
        }

        return size == bytes;
    }

    private static bool TryGetNumbers(JsonElement entry, string key, out ImmutableArray<long> numbers)
    {
        numbers = [];
        if (!entry.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var builder = ImmutableArray.CreateBuilder<long>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
            {
                return false;
            }

            builder.Add(number);
        }

        numbers = builder.ToImmutable();
        return true;
    }

    private static void CheckHeader(byte[] header)
    {
        var place = HeaderChecksumIn(header);
        var checksum = Encoding.ASCII.GetString(place);
        Encoding.ASCII.GetBytes(_noChecksum).CopyTo(place);
        if (Convert.ToHexStringLower(SHA256.HashData(header)) != checksum)
        {
            throw new CheckpointFormatException("The header does not match its checksum: the file is damaged.");
        }
    }

    /// <summary>The bytes of the header's own checksum.</summary>
    private static Span<byte> HeaderChecksumIn(Span<byte> header)
    {
        var key = Encoding.ASCII.GetBytes($"\"{HeaderChecksum}\":\"");
        var place = header.IndexOf(key) + key.Length;
        return place >= key.Length && place + _noChecksum.Length <= header.Length
            ? header.Slice(place, _noChecksum.Length)
            : throw new CheckpointFormatException("The header carries no checksum of ours: the file is damaged or of another kind.");
    }

    private sealed record Entry(string Name, ElementType Type, ImmutableArray<long> Shape, long Begin, long End);
}
