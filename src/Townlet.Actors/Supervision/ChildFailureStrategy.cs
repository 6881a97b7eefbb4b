using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>Lets the parent of a child that failed decide: to stop it, and start another later, or to fail with it.</summary>
internal sealed class ChildFailureStrategy(Func<IActorRef, Exception, Directive> decide)
    : OneForOneStrategy(maxNrOfRetries: -1, withinTimeMilliseconds: -1, _ => Akka.Actor.Directive.Stop, loggingEnabled: false)
{
    protected override Directive Handle(IActorRef child, Exception exception) => decide(child, exception);
}
