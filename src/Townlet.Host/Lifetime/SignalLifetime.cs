using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;

namespace Townlet.Host.Lifetime;

/// <summary>
/// Stops the host when <see cref="StopSignals"/> ask for it; SIGUSR1 pauses training or resumes it. A signal that comes while the host
/// is starting is kept until it has started: a host that is stopped halfway throws, and leaves behind what it had started.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application, IRequiredActor<ISupervisor> supervisor, StopSignals signals) : IHostLifetime, IDisposable
{
    /// <summary>SIGUSR1 by its number, which <see cref="PosixSignal"/> has no name for.</summary>
    private static readonly PosixSignal UserSignal1 = (PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10);

    private readonly List<IDisposable> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(application.ApplicationStarted.Register(
            () => _registrations.Add(signals.Requested.Register(application.StopApplication))));
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

    private void OnUserSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        supervisor.ActorRef.Tell(new Trainer.TogglePause());
    }
}
