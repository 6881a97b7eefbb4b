using Akka.Actor;
using Townlet.Actors.Supervision;

namespace Townlet.Host.Lifetime;

/// <summary>
/// Stops the actors before any hosted service: while their phases run, viewers must still be served,
/// and the web server would wait for open sockets, which only a phase closes.
/// </summary>
internal sealed class ActorShutdown(ActorSystem system) : IHostedLifecycleService
{
    private readonly CoordinatedShutdown _shutdown = CoordinatedShutdown.Get(system);

    /// <summary>Why the system stopped; null while it runs.</summary>
    public CoordinatedShutdown.Reason? Reason => _shutdown.ShutdownReason;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => _shutdown.Run(RunEnded.Asked);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
