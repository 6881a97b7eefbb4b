using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>
/// One instance of a component. An actor whose thread hangs in a handler cannot be stopped; the supervisor revokes its incarnation
/// and starts another. Should the thread come back, whatever has consequences outside of the actor is held back here.
/// </summary>
/// <param name="hang">Where its thread stays when a fault switch makes it hang.</param>
#pragma warning disable CA1001 // a source of cancellation that knows no time holds nothing that would have to be given back
public sealed class Incarnation(DeliberateHang hang)
{
#pragma warning restore CA1001
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _revoked = new();
    private long _handled;

    /// <summary>Is cancelled when another instance takes its place: for files, and for what it alone could end.</summary>
    public CancellationToken Revoked => _revoked.Token;

    /// <summary>The component's keeper; Nobody where it has none.</summary>
    public IActorRef Keeper { get; init; } = ActorRefs.Nobody;

    public bool IsRevoked => _revoked.IsCancellationRequested;

    /// <summary>Does this unless another instance has taken its place; the two cannot come between each other.</summary>
    /// <param name="action">Must not block: the supervisor may wait for its end.</param>
    public void Act(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_gate)
        {
            if (!IsRevoked)
            {
                action();
            }
        }
    }

    /// <summary>Messages that it has dealt with.</summary>
    internal long Handled => Interlocked.Read(ref _handled);

    internal void CountHandled() => Interlocked.Increment(ref _handled);

    internal void Revoke()
    {
        lock (_gate)
        {
            _revoked.Cancel();
        }
    }

    internal void Hang() => hang.Wait();
}
