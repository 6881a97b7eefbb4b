using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>Stops a child that failed and passes the reason to its parent, which decides whether and when to restart it.</summary>
internal sealed class ChildFailureStrategy(Action<IActorRef, Exception> failed)
    : OneForOneStrategy(maxNrOfRetries: -1, withinTimeMilliseconds: -1, _ => Akka.Actor.Directive.Stop, loggingEnabled: false)
{
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        failed(child, exception);
        return Directive.Stop;
    }
}
