using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;

namespace Townlet.Host.Lifetime;

/// <summary>SIGUSR1 pauses training or resumes it.</summary>
internal sealed class PauseSignal(IRequiredActor<ISupervisor> supervisor) : IHostedService, IDisposable
{
    /// <summary>By its number, since <see cref="PosixSignal"/> has no name for it.</summary>
    private static readonly PosixSignal _userSignal1 = (PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10);

    private PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
        {
            _registration = PosixSignalRegistration.Create(_userSignal1, Toggle);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();

    private void Toggle(PosixSignalContext context)
    {
        context.Cancel = true;
        supervisor.ActorRef.Tell(new Trainer.TogglePause());
    }
}
