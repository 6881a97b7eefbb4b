using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Townlet.Learning.Checkpoints;

/// <summary>The JSON header of <see cref="SafeTensors"/>, padded with blanks to a multiple of 8 bytes, and its checksum.</summary>
internal static class SafeTensorsHeader
{
    private const string Metadata = "__metadata__";
    private const string Checksum = "header_checksum";

    private static readonly string _noChecksum = new('0', 2 * SHA256.HashSizeInBytes);

    /// <param name="metadata">Strings; the header's checksum is added.</param>
    /// <param name="tensors">In the order of their bytes.</param>
    public static byte[] Write(IReadOnlyDictionary<string, string> metadata, List<StoredTensor> tensors)
    {
        var header = Json(new Dictionary<string, string>(metadata) { [Checksum] = _noChecksum }, tensors);
        var checksum = Convert.ToHexStringLower(SHA256.HashData(header));
        Encoding.ASCII.GetBytes(checksum).CopyTo(ChecksumIn(header));
        return header;
    }

    /// <param name="header">Its checksum's digits become zeros.</param>
    /// <param name="dataLength">Bytes that follow it in the file.</param>
    /// <returns>The strings, and the tensors in the order of their bytes.</returns>
    /// <exception cref="CheckpointFormatException">It is damaged, or describes more or fewer bytes than there are.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static (Dictionary<string, string> Metadata, List<Entry> Entries) Read(byte[] header, long dataLength)
    {
        RequireChecksum(header);
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

    private static byte[] Json(Dictionary<string, string> metadata, List<StoredTensor> tensors)
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

    private static void RequireChecksum(byte[] header)
    {
        var place = ChecksumIn(header);
        var checksum = Encoding.ASCII.GetString(place);
        Encoding.ASCII.GetBytes(_noChecksum).CopyTo(place);
        if (Convert.ToHexStringLower(SHA256.HashData(header)) != checksum)
        {
            throw new CheckpointFormatException("The header does not match its checksum: the file is damaged.");
        }
    }

    /// <summary>The bytes of the header's own checksum.</summary>
    private static Span<byte> ChecksumIn(Span<byte> header)
    {
        var key = Encoding.ASCII.GetBytes($"\"{Checksum}\":\"");
        var place = header.IndexOf(key) + key.Length;
        return place >= key.Length && place + _noChecksum.Length <= header.Length
            ? header.Slice(place, _noChecksum.Length)
            : throw new CheckpointFormatException("The header carries no checksum of ours: the file is damaged or of another kind.");
    }

    /// <summary>Where a tensor stands in the data: bytes from begin to before end.</summary>
    public sealed record Entry(string Name, ElementType Type, ImmutableArray<long> Shape, long Begin, long End);
}
