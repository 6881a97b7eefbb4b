namespace Townlet.Host;

/// <summary>
/// Stops the host when a signal asks for it. One that comes while the host is still starting waits until it has started:
/// a host that is stopped halfway throws instead, and what it had started would be left.
/// </summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application, StopSignals signals) : IHostLifetime, IDisposable
{
    private CancellationTokenRegistration _started;
    private CancellationTokenRegistration _requested;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _started = application.ApplicationStarted.Register(() => _requested = signals.Requested.Register(application.StopApplication));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _started.Dispose();
        _requested.Dispose();
    }
}
