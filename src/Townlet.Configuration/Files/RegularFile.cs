using System.Runtime.InteropServices;

namespace Townlet.Configuration.Files;

/// <summary>Opens ordinary files only: opening a named pipe waits for a writer that may never come, and a device never ends.</summary>
public static partial class RegularFile
{
    private const int WorkingDirectory = -100;
    private const uint TypeAndInode = 0x1 | 0x100;
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>Opens a file for reading; others may read, write, rename and delete it meanwhile. A link to an ordinary file is followed.</summary>
    /// <exception cref="NotRegularFileException">The path names a folder, named pipe, socket or device.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream OpenRead(string path)
    {
        Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>The text of a file as UTF-8.</summary>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(OpenRead(path));
        return reader.ReadToEnd();
    }

    /// <summary>Returns where the path names an ordinary file or nothing.</summary>
    /// <exception cref="NotRegularFileException">The path names a folder, named pipe, socket or device.</exception>
    public static void Require(string path)
    {
        if (OtherKind(path) is { } kind)
        {
            throw new NotRegularFileException($"{path} is a {kind}, not a file.");
        }
    }

    /// <returns>"named pipe", "folder" or the like; null for an ordinary file, and where nothing can be told.</returns>
    public static string? OtherKind(string path)
    {
        if (Directory.Exists(path))
        {
            return "folder";
        }

        Span<byte> status = stackalloc byte[StatxSize];
        return !TryStat(path, status) ? null : (BitConverter.ToUInt16(status[ModeOffset..]) & 0xF000) switch
        {
            0x1000 => "named pipe",
            0x2000 => "character device",
            0x6000 => "block device",
            0xC000 => "socket",
            _ => null,
        };
    }

    /// <summary>Tells whether a path still names the same file or folder: another one in its place has another identity.</summary>
    /// <returns>Null where there is nothing, and on systems that do not tell.</returns>
    public static (ulong Device, ulong Inode)? Identity(string path)
    {
        Span<byte> status = stackalloc byte[StatxSize];
        return TryStat(path, status) ? (BitConverter.ToUInt64(status[DeviceOffset..]), BitConverter.ToUInt64(status[InodeOffset..])) : null;
    }

    /// <summary>The layout of statx is the same on every Linux, which that of stat is not. .NET tells neither type nor inode.</summary>
    private static bool TryStat(string path, Span<byte> status)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return Statx(WorkingDirectory, path, 0, TypeAndInode, ref MemoryMarshal.GetReference(status)) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte status);
}
