using Akka.Actor;

namespace Townlet.Actors;

/// <summary>Stops a child that failed and tells its parent why, who then decides whether and when it comes back.</summary>
internal sealed class ChildFailureStrategy(Action<IActorRef, Exception> failed) : OneForOneStrategy(_ => Akka.Actor.Directive.Stop)
{
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        failed(child, exception is ActorInitializationException { InnerException: { } cause } ? cause : exception);
        return Directive.Stop;
    }
}
