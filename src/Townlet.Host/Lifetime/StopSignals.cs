using System.Runtime.InteropServices;
using Townlet.Host.ConsoleOutput;

namespace Townlet.Host.Lifetime;

/// <summary>
/// SIGINT (Ctrl+C), SIGTERM and SIGHUP (the terminal was closed) ask for a stop. One event often sends several of them: a terminal that is closed
/// sends SIGHUP twice, GNU timeout SIGTERM twice, a log-out SIGHUP after SIGTERM. So only a second Ctrl+C, half a second or more
/// after the first, ends the process at once. Even then nothing is left behind: the page's guard ends with the pipe to this process, and files
/// are only ever replaced whole.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>What comes sooner belongs to the same event.</summary>
    private static readonly TimeSpan _sameEvent = TimeSpan.FromSeconds(0.5);

    /// <summary>How long the last line may take to be written before the process ends at once.</summary>
    private static readonly TimeSpan _lastWord = TimeSpan.FromSeconds(0.5);

    private readonly ConsoleLines _lines;
    private readonly TimeProvider _time;
    private readonly Action<int> _endAtOnce;
    private readonly CancellationTokenSource _requested = new();
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private bool _isAsked;
    private long? _firstInterrupt;

    public StopSignals(ConsoleLines lines)
        : this(lines, TimeProvider.System, EndAtOnce)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Receive(context.Signal);
            }));
        }

        if (OperatingSystem.IsLinux())
        {
            // A limit on the size of files (ulimit -f) then fails the write, as a full disk does, and does not end the run.
            const PosixSignal FileSizeExceeded = (PosixSignal)25;
            _registrations.Add(PosixSignalRegistration.Create(FileSizeExceeded, context => context.Cancel = true));
        }
    }

    /// <summary>Listens to no signal: they are handed to <see cref="Receive"/>.</summary>
    /// <param name="lines">The console.</param>
    /// <param name="time">Its timestamps measure what lies between two signals.</param>
    /// <param name="endAtOnce">Ends the process with an exit code.</param>
    internal StopSignals(ConsoleLines lines, TimeProvider time, Action<int> endAtOnce)
    {
        _lines = lines;
        _time = time;
        _endAtOnce = endAtOnce;
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

    internal void Receive(PosixSignal signal)
    {
        bool isFirst, isFirstInterrupt, forces;
        lock (_lock)
        {
            var isInterrupt = signal == PosixSignal.SIGINT;
            isFirst = !_isAsked;
            _isAsked = true;
            isFirstInterrupt = isInterrupt && _firstInterrupt is null;
            forces = isInterrupt && _firstInterrupt is { } first && _time.GetElapsedTime(first) >= _sameEvent;
            if (isFirstInterrupt)
            {
                _firstInterrupt = _time.GetTimestamp();
            }
        }

        if (isFirst)
        {
            Ask();
        }
        else if (forces)
        {
            _lines.ShowProgress(null);
            _lines.Write("Second signal received. Stopping at once.");
            _lines.Drain(_lastWord);
            _endAtOnce(ExitCode.Interrupted);
        }
        else if (isFirstInterrupt)
        {
            _lines.Write("It is stopping already. Press Ctrl+C once more to end at once, without saving.");
        }
    }

    private void Ask()
    {
        try
        {
            // Said first, so that it stands above the lines of those that the token stops. Saying it only joins a queue, and cannot fail or wait.
            _lines.Write("Shutdown signal received. Gracefully stopping...");
        }
        finally
        {
            _requested.Cancel();
        }
    }

    /// <summary>
    /// Skips the ordinary exit, which tears down the native libraries while the trainer's thread is still
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
