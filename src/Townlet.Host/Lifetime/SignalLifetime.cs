using System.Runtime.InteropServices;

namespace Townlet.Host;

/// <summary>
/// SIGINT and SIGTERM ask the host to stop; a second one ends the process at once. Even then nothing is left behind:
/// the page's guard ends with the pipe to this process, and files are only ever replaced whole.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application, ConsoleLines lines) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            lines.Write("Second signal received. Stopping at once.");
            Environment.Exit(ExitCode.Interrupted);
        }

        lines.Write("Shutdown signal received. Gracefully stopping...");
        application.StopApplication();
    }
}
