using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Townlet.Configuration.Files;

namespace Townlet.Runs.TensorBoard;

/// <summary>
/// TensorBoard's event files: TFRecord frames (length, masked CRC-32C of the length, an Event as protocol buffer, its masked CRC-32C; little-endian),
/// as in <see href="https://www.tensorflow.org/tutorials/load_data/tfrecord"/>.
/// </summary>
public static class EventFile
{
    private const int HeaderLength = sizeof(ulong) + sizeof(uint);
    private const int FooterLength = sizeof(uint);

    /// <summary>The event files of a folder, in the order in which they were started; none where the folder is missing.</summary>
    public static string[] In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "events.out.tfevents.*").Where(path => RegularFile.OtherKind(path) is null).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>All records up to the end, or up to the first one that is incomplete or damaged.</summary>
    /// <param name="stream">The file, at its start; it must be able to seek.</param>
    public static IEnumerable<EventRecord> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Records(stream);
    }

    /// <summary>Appends an event as one record.</summary>
    internal static void Append(Stream stream, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(ulong)..], Masked(header[..sizeof(ulong)]));
        stream.Write(header);
        stream.Write(data);
        Span<byte> footer = stackalloc byte[FooterLength];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Masked(data));
        stream.Write(footer);
    }

    /// <summary>Cuts a file off at the first record that is of a later episode or incomplete.</summary>
    internal static void CutAfter(string path, int episode)
    {
        long end;
        using (var stream = RegularFile.OpenRead(path))
        {
            end = Records(stream).TakeWhile(record => record.Step <= episode).LastOrDefault()?.End ?? 0;
            if (end == stream.Length)
            {
                return;
            }
        }

        if (end == 0)
        {
            File.Delete(path);
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(end);
    }

    private static IEnumerable<EventRecord> Records(Stream stream)
    {
        var header = new byte[HeaderLength];
        while (true)
        {
            var position = stream.Position;
            if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            {
                yield break;
            }

            var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            var whole = Masked(header.AsSpan(0, sizeof(ulong))) == BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(sizeof(ulong)));
            if (!whole || length > (ulong)(stream.Length - stream.Position))
            {
                yield break;
            }

            var data = new byte[length + FooterLength];
            if (stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length
                || Masked(data.AsSpan(0, (int)length)) != BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)length)))
            {
                yield break;
            }

            var message = data.AsMemory(0, (int)length);
            yield return new EventRecord(position, stream.Position, EventMessage.StepOf(message.Span), message);
        }
    }

    /// <summary>CRC-32C (Castagnoli), rotated and offset, as TFRecord needs for data that itself contains checksums.</summary>
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in data[^(data.Length % sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }
}
