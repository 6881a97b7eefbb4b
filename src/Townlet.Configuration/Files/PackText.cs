using System.Globalization;
using System.Text;
using Townlet.Configuration.Faults;

namespace Townlet.Configuration.Files;

/// <summary>Reads a file of a pack as text: UTF-8, not empty, not huge.</summary>
internal static class PackText
{
    /// <summary>Shipped files have at most 10 KiB. Even a hostile file of this size is parsed within a second.</summary>
    public const int LargestFile = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text without a byte order mark, or null where it cannot be read; the fault is added then.</summary>
    public static string? Read(string file, FileFaults faults)
    {
        try
        {
            using var stream = RegularFile.OpenRead(file);
            // What the kernel makes up as it is read has length 0 too, and may have no end.
            if (stream.Length == 0)
            {
                faults.Add("the file is empty, expected keys with values");
                return null;
            }

            var buffer = new byte[LargestFile + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > LargestFile)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"the file is larger than {LargestFile / 1024} KiB, expected a pack's file (a few KiB)"));
                return null;
            }

            return Decode(buffer.AsSpan(0, length), faults);
        }
        catch (NotRegularFileException)
        {
            faults.Add($"this is a {RegularFile.OtherKind(file)}, expected a file with keys and values");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            faults.Add($"the file cannot be read: {FileFault.Explain(exception)}");
            return null;
        }
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, FileFaults faults)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException invalid)
        {
            // The index counts from the start of the last block, so it is negative where the bad sequence began before it.
            var before = bytes[..Math.Clamp(invalid.Index, 0, bytes.Length)];
            var line = before.Count((byte)'\n') + 1;
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            faults.Add(line, column, "this is not UTF-8 text, expected the file to be saved as UTF-8");
            return null;
        }
    }
}
