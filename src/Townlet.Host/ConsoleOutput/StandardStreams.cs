using System.Runtime.InteropServices;

namespace Townlet.Host.ConsoleOutput;

/// <summary>The three descriptors that a process is started with: standard input, output and error.</summary>
internal static class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <returns>Standard output; null where the program was started without one (<c>&gt;&amp;-</c>).</returns>
    public static Stream? OpenOutput() => Open(OutputDescriptor, Console.OpenStandardOutput);

    /// <summary>Lets everything that is written through <see cref="Console"/> pass a <see cref="GuardedOutput"/>.</summary>
    /// <returns>What stands before standard output.</returns>
    public static GuardedOutput Guard()
    {
        var output = new GuardedOutput(OpenOutput());
        Console.SetOut(Writer(output));
        Console.SetError(Writer(new GuardedOutput(Open(ErrorDescriptor, Console.OpenStandardError))));
        return output;
    }

    private static Stream? Open(int descriptor, Func<Stream> elsewhere) =>
        OperatingSystem.IsWindows() ? elsewhere() : WasHandedOver(descriptor) ? new DescriptorStream(descriptor) : null;

    private static StreamWriter Writer(Stream stream) => new(stream, Console.OutputEncoding) { AutoFlush = true };

    /// <summary>
    /// A descriptor that was closed at the start is soon another file: the runtime's, or the run's database, which must not be taken
    /// for the console. A descriptor that was handed over is never marked to be closed by exec, and the runtime marks all that it opens.
    /// </summary>
    private static bool WasHandedOver(int descriptor) =>
        ControlDescriptor(descriptor, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlDescriptor(int descriptor, int command);
}
