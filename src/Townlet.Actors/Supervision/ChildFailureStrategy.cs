using Akka.Actor;

namespace Townlet.Actors;

/// <summary>Stops a child that failed and tells its parent why, who then decides whether and when it comes back.</summary>
internal sealed class ChildFailureStrategy(Action<IActorRef, Exception> failed)
    : OneForOneStrategy(maxNrOfRetries: -1, withinTimeMilliseconds: -1, _ => Akka.Actor.Directive.Stop, loggingEnabled: false)
{
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        failed(child, exception);
        return Directive.Stop;
    }
}
