using System.Runtime.InteropServices;

namespace Townlet.Host;

/// <summary>
/// SIGINT and SIGTERM ask for a stop; a second one ends the process at once. Even then nothing is left behind:
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
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
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
            _lines.Write("Second signal received. Stopping at once.");
            ExitNow(ExitCode.Interrupted);
        }

        _lines.Write("Shutdown signal received. Gracefully stopping...");
        _requested.Cancel();
    }

    // Not Environment.Exit: that runs the destructors of the learner's native library while it is still computing.
    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void ExitNow(int code);
}
