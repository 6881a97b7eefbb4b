namespace Townlet.Actors.Supervision;

/// <summary>Components start one after the other, each when all before it are ready or given up.</summary>
/// <param name="components">In that order.</param>
/// <param name="serverListens">There is no server to wait for.</param>
internal sealed class StartOrder(IReadOnlyList<SupervisedComponent> components, bool serverListens)
{
    private bool _serverListens = serverListens;
    private bool _isComplete;

    public void ServerListens() => _serverListens = true;

    /// <returns>The component that is to start now; null where none is.</returns>
    public SupervisedComponent? Next() =>
        components.FirstOrDefault(component => !component.WasStarted || component.IsStarting) is { WasStarted: false } next && (_serverListens || !next.Descriptor.WaitsForServer)
            ? next
            : null;

    /// <returns>True once: all have started, and those that can be are ready.</returns>
    public bool HasJustCompleted()
    {
        var completes = !_isComplete && _serverListens && components.All(component => component.WasStarted && !component.IsStarting);
        _isComplete |= completes;
        return completes;
    }
}
