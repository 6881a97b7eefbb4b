using System.Runtime.InteropServices;

namespace Townlet.Host;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP (the terminal was closed) ask for a stop; a second one ends the process at once. Even then nothing is left behind:
/// the page's guard ends with the pipe to this process, and files are only ever replaced whole.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly ConsoleLines _lines;
    private readonly CancellationTokenSource _requested = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public StopSignals(ConsoleLines lines)
    {
        _lines = lines;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Requested => _requested.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _requested.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            _lines.ShowProgress(null);
            _lines.Write("Second signal received. Stopping at once.");
            EndAtOnce(ExitCode.Interrupted);
        }

        _lines.Write("Shutdown signal received. Gracefully stopping...");
        _requested.Cancel();
    }

    /// <summary>
    /// Without a word to anybody: the ordinary exit tears down the native libraries while the trainer's thread is still
    /// inside one of them, and ends in a segmentation fault.
    /// </summary>
    private static void EndAtOnce(int code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(code);
        }

        ExitProcess(code);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void ExitProcess(int code);
}
