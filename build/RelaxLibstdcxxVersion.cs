using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit little-endian ELF library and marks its need for GLIBCXX_3.4.32 as weak (VER_FLG_WEAK in
/// vna_flags of .gnu.version_r, "Symbol Versioning", Linux Standard Base Core 5.0, section 10.7.5).
/// </summary>
public class RelaxLibstdcxxVersion : Task
{
    private const string NeededVersion = "GLIBCXX_3.4.32";
    private const uint GnuVersionNeeds = 0x6ffffffe;
    private const ushort WeakFlag = 0x2;

    public string Source { get; set; }

    public string Destination { get; set; }

    public override bool Execute()
    {
        var image = File.ReadAllBytes(Source);
        var flags = FindFlags(image);
        if (flags < 0)
        {
            Log.LogError(
                "{0} does not require {1} in the expected form. Either this version of TorchSharp no longer needs build/TorchNative.targets, or the step must be adapted to it.",
                Source, NeededVersion);
            return false;
        }

        BitConverter.GetBytes((ushort)(BitConverter.ToUInt16(image, flags) | WeakFlag)).CopyTo(image, flags);
        if (File.Exists(Destination) && new FileInfo(Destination).Length == image.Length && Equal(File.ReadAllBytes(Destination), image))
        {
            return true;
        }

        // Written to a temporary file and renamed: an output folder may hold a hard link to the old file, and a running process may map it.
        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        var aside = Destination + ".new";
        File.WriteAllBytes(aside, image);
        File.Delete(Destination);
        File.Move(aside, Destination);
        return true;
    }

    private static bool Equal(byte[] left, byte[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>File offset of vna_flags of the wanted entry, or -1 where the file is not as expected.</summary>
    private static int FindFlags(byte[] image)
    {
        if (image.Length < 64 || image[0] != 0x7f || image[1] != 'E' || image[2] != 'L' || image[3] != 'F' || image[4] != 2 || image[5] != 1)
        {
            return -1;
        }

        var sections = (int)BitConverter.ToInt64(image, 0x28);
        var sectionSize = BitConverter.ToUInt16(image, 0x3a);
        var sectionCount = BitConverter.ToUInt16(image, 0x3c);
        for (var i = 0; i < sectionCount; i++)
        {
            var section = sections + i * sectionSize;
            if (BitConverter.ToUInt32(image, section + 4) != GnuVersionNeeds)
            {
                continue;
            }

            var strings = sections + BitConverter.ToInt32(image, section + 0x28) * sectionSize;
            return FindFlags(image, Offset(image, section), BitConverter.ToInt32(image, section + 0x2c), Offset(image, strings));
        }

        return -1;
    }

    private static int FindFlags(byte[] image, int need, int needCount, int strings)
    {
        for (var i = 0; i < needCount; i++)
        {
            var entry = need + BitConverter.ToInt32(image, need + 8);
            for (int j = 0, count = BitConverter.ToUInt16(image, need + 2); j < count; j++)
            {
                if (NameAt(image, strings + BitConverter.ToInt32(image, entry + 8)) == NeededVersion)
                {
                    return entry + 4;
                }

                entry += BitConverter.ToInt32(image, entry + 12);
            }

            need += BitConverter.ToInt32(image, need + 12);
        }

        return -1;
    }

    private static int Offset(byte[] image, int section)
    {
        return (int)BitConverter.ToInt64(image, section + 0x18);
    }

    private static string NameAt(byte[] image, int start)
    {
        var end = start;
        while (image[end] != 0)
        {
            end++;
        }

        return Encoding.ASCII.GetString(image, start, end - start);
    }
}
