using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>Passes each message on to whichever instance of its component lives at the moment, or says why it cannot.</summary>
/// <param name="components">Those of the run.</param>
/// <param name="followsRun">Another process may train.</param>
internal sealed class MessageRouter(IReadOnlyDictionary<Component, SupervisedComponent> components, bool followsRun)
{
    /// <exception cref="DeliberateFaultException">The fault switch of the supervisor itself is tripped.</exception>
    public void PassOn(Supervisor.IRouted message, IActorRef sender)
    {
        if (message is FaultSwitch.Trip { Component: Component.Supervisor })
        {
            throw new DeliberateFaultException(Component.Supervisor);
        }

        var component = components.GetValueOrDefault(message.Addressee)
            ?? (message.Substitute is { } substitute ? components.GetValueOrDefault(substitute) : null);
        if (component is null)
        {
            sender.Tell(new Supervisor.Refused(followsRun
                ? $"This Townlet only shows the run and has no {ComponentNames.Of(message.Addressee)}; another process trains, if any."
                : $"This run has no {ComponentNames.Of(message.Addressee)}."));
        }
        else if (component.Child.IsNobody() && message is not Keeper.IKept)
        {
            sender.Tell(new Supervisor.Refused(
                $"The {ComponentNames.Of(component.Component)} is not running at the moment; try again.", IsForNow: component.State is not ComponentState.Failed));
        }
        else
        {
            component.Door.Tell(message, sender);
        }
    }
}
