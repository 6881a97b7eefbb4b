using System.Buffers.Binary;
using System.Text;

namespace Townlet.EndToEnd.Towns;

/// <summary>
/// Reads TensorBoard's event files without code of the program: TFRecord frames, each with two checksums, that hold
/// protocol buffers of type Event (tensorflow/core/util/event.proto).
/// </summary>
internal static class EventFileReader
{
    private const uint Castagnoli = 0x82F63B78;

    /// <summary>Every value of every record of a run, in order. Each checksum is checked, and nothing may be left at the end of a file.</summary>
    public static List<LoggedValue> Read(string runFolder)
    {
        var values = new List<LoggedValue>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(runFolder, "tensorboard")).Order(StringComparer.Ordinal))
        {
            ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
            while (rest.Length > 0)
            {
                var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
                Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
                var data = rest.Slice(12, length);
                Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
                rest = rest[(16 + length)..];
                AddValues(data, values);
            }
        }

        return values;
    }

    private static void AddValues(ReadOnlySpan<byte> record, List<LoggedValue> values)
    {
        var step = 0;
        foreach (var (number, value, _) in Fields(record))
        {
            step = number == 2 ? (int)value : step;
        }

        foreach (var (number, _, summary) in Fields(record))
        {
            if (number == 5)
            {
                values.AddRange(Fields(summary).Where(field => field.Number == 1).Select(field => Value(step, field.Data)));
            }
        }
    }

    /// <summary>Summary.Value: tag 1, simple_value 2, histo 5, tensor 8.</summary>
    private static LoggedValue Value(int step, byte[] data)
    {
        var fields = Fields(data);
        var tag = Encoding.UTF8.GetString(fields.Single(field => field.Number == 1).Data);
        var kind = fields.Any(field => field.Number == 2) ? "scalar" : fields.Any(field => field.Number == 5) ? "histogram" : "text";
        return new LoggedValue(step, tag, kind, kind == "scalar" ? BitConverter.UInt32BitsToSingle((uint)fields.Single(field => field.Number == 2).Value) : float.NaN);
    }

    private static List<(int Number, ulong Value, byte[] Data)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, ulong, byte[])>();
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            var (value, data) = (0UL, Array.Empty<byte>());
            switch (key & 7)
            {
                case 0:
                    value = Varint(ref message);
                    break;
                case 1:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message);
                    message = message[8..];
                    break;
                case 5:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message);
                    message = message[4..];
                    break;
                default:
                    var length = (int)Varint(ref message);
                    data = message[..length].ToArray();
                    message = message[length..];
                    break;
            }

            fields.Add(((int)(key >> 3), value, data));
        }

        return fields;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = rest[0];
            rest = rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>CRC-32C bit by bit, rotated by 15 and offset.</summary>
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Castagnoli);
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
