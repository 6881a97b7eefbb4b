using System.Runtime.InteropServices;

namespace Townlet.Host.ConsoleOutput;

/// <summary>
/// Writes to a descriptor with write(2) and nothing else. <see cref="Console"/>'s own stream holds a lock while it writes, on which all of
/// <see cref="Console"/> waits, the terminal's width too, when a terminal was stopped (Ctrl+S).
/// </summary>
/// <param name="descriptor">Is not closed.</param>
internal sealed class DescriptorStream(int descriptor) : OutputStream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const short CanBeWritten = 4;

    /// <exception cref="IOException">It cannot be written; the message is the system's. A reader that has seen enough (a broken pipe) is no fault.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteTo(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case TryAgain:
                    // Somebody who shares it made it non-blocking.
                    var wanted = new Poll { Descriptor = descriptor, Events = CanBeWritten };
                    _ = WaitFor(ref wanted, 1, -1);
                    break;
                case BrokenPipe:
                    return;
                default:
                    throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }
        }
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint WriteTo(int descriptor, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int WaitFor(ref Poll wanted, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
