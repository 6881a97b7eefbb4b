namespace Townlet.Host.Lifetime;

/// <summary>
/// Stops the host when <see cref="StopSignals"/> ask for it. A signal that comes while the host is starting is kept until it has started:
/// a host that is stopped halfway throws, and leaves behind what it had started.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application, StopSignals signals) : IHostLifetime, IDisposable
{
    private readonly List<IDisposable> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(application.ApplicationStarted.Register(
            () => _registrations.Add(signals.Requested.Register(application.StopApplication))));
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
}
