using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>
/// What an actor understands that stands before a component, in all its instances, and keeps what must not be lost with one of them.
/// It has no fault of its own to survive: where it fails, the supervisor does.
/// </summary>
internal static class Keeper
{
    /// <summary>A message that reaches the keeper also while the component is down.</summary>
    public interface IKept : Supervisor.IRouted;

    /// <summary>This instance works from now on, and has been told nothing yet; Nobody while there is none.</summary>
    public sealed record Present(IActorRef Instance);

    /// <summary>There will be no further instance.</summary>
    /// <param name="Reason">A sentence; null where it is not known.</param>
    public sealed record Abandoned(string? Reason);
}
