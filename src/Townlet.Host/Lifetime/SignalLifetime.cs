using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Hosting;
using Townlet.Actors;

namespace Townlet.Host;

/// <summary>
/// SIGUSR1 pauses training or lets it go on. SIGINT and SIGTERM ask the host to stop; a second one ends the process at once. Even then nothing is left behind:
/// the page's guard ends with the pipe to this process, and files are only ever replaced whole.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application, IRequiredActor<TownletSupervisor> supervisor, ConsoleLines lines) : IHostLifetime, IDisposable
{
    /// <summary>SIGUSR1 by its number, which <see cref="PosixSignal"/> has no name for.</summary>
    private static readonly PosixSignal UserSignal1 = (PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        if (!OperatingSystem.IsWindows())
        {
            _registrations.Add(PosixSignalRegistration.Create(UserSignal1, OnUserSignal));
        }

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

    private void OnUserSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        supervisor.ActorRef.Tell(new Trainer.TogglePause());
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            lines.Write("Second signal received. Stopping at once.");
            EndAtOnce(ExitCode.Interrupted);
        }

        lines.Write("Shutdown signal received. Gracefully stopping...");
        application.StopApplication();
    }
}
