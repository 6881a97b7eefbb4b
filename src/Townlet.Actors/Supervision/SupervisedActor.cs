using Akka.Actor;
using Townlet.Actors.Announcements;

namespace Townlet.Actors.Supervision;

/// <summary>
/// A child of the supervisor. In every state it answers the question for a sign of life and obeys its fault switch. Whatever leaves it
/// goes through its <see cref="Incarnation"/>, so that an instance that hung and wakes does no harm.
/// </summary>
internal abstract class SupervisedActor(Component component, Incarnation incarnation) : ReceiveActor
{
    protected Incarnation Incarnation => incarnation;

    /// <summary>As <see cref="SignOfLife.Answer"/> tells it.</summary>
    protected virtual long? WorkDone => null;

    protected override bool AroundReceive(Receive receive, object message)
    {
        switch (message)
        {
            case SignOfLife.Question question:
                Answer(new SignOfLife.Answer(component, question.Number, WorkDone));
                return true;
            case FaultSwitch.Trip { Kind: FaultKind.Hang }:
                incarnation.Hang();
                return true;
            case FaultSwitch.Trip:
                throw new DeliberateFaultException(component);
            default:
                var isHandled = incarnation.IsRevoked || base.AroundReceive(receive, message);
                incarnation.CountHandled();
                return isHandled;
        }
    }

    protected void Publish(object happened) => incarnation.Act(() => Context.System.EventStream.Publish(happened));

    protected void TellParent(object message) => incarnation.Act(() => Context.Parent.Tell(message));

    /// <summary>Not by way of the supervisor: the answer to a question of the keeper must not overtake it.</summary>
    protected void TellKeeper(object message) => incarnation.Act(() => incarnation.Keeper.Tell(message));

    /// <summary>Answers the sender of the present message.</summary>
    protected void Answer(object answer)
    {
        var asker = Sender;
        incarnation.Act(() => asker.Tell(answer));
    }

    /// <param name="detail">For human readers.</param>
    /// <param name="address">Where users reach it; null for a component that none visits.</param>
    protected void Ready(string detail, Uri? address = null) => TellParent(new Supervisor.ComponentReady(component, detail, address));

    /// <summary>It runs and cannot do its work at the moment; <see cref="Ready"/> says when it can again.</summary>
    /// <param name="reason">A sentence.</param>
    protected void Impaired(string reason) => TellParent(new Supervisor.ComponentImpaired(component, reason));

    protected void Say(AnnouncementSeverity severity, string text) => Publish(new Announcement(component, severity, text));

    protected void Announce(string text) => incarnation.Act(() => Context.Announce(component, text));

    protected void Warn(string text) => incarnation.Act(() => Context.Warn(component, text));
}
