using System.Runtime.InteropServices;

namespace Townlet.Runs.Files;

/// <summary>Makes a rename in a folder survive a power cut: POSIX asks for an fsync of the folder itself.</summary>
internal static partial class FolderSync
{
    private const int CloseOnExecLinux = 0x80000;
    private const int CloseOnExecMac = 0x1000000;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    /// <summary>Does nothing on Windows, which has no such call and journals its folders.</summary>
    /// <exception cref="IOException">The folder cannot be opened or its device failed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Close on exec: a child process that starts at this moment must not inherit the descriptor.
        var descriptor = Open(folder, OperatingSystem.IsMacOS() ? CloseOnExecMac : CloseOnExecLinux);
        if (descriptor < 0)
        {
            throw Failure(folder);
        }

        try
        {
            while (Fsync(descriptor) < 0)
            {
                switch (Marshal.GetLastPInvokeError())
                {
                    case Interrupted:
                        continue;
                    case InvalidArgument: // a file system that cannot sync folders
                        return;
                    default:
                        throw Failure(folder);
                }
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{folder}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
