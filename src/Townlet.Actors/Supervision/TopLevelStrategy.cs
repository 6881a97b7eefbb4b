using Akka.Actor;
using Townlet.Actors.Announcements;

namespace Townlet.Actors.Supervision;

/// <summary>
/// What happens when an actor at the top fails, by the name under which Akka's configuration finds it. Nobody stands above the supervisor to replace it,
/// and a new one would know nothing: its failure ends the run in order. It keeps its state and its children, so that the phases of the way down
/// can still stop them. Any other actor is restarted, as is Akka's custom.
/// </summary>
internal sealed class TopLevelStrategy : SupervisorStrategyConfigurator
{
    public const string SupervisorName = "townlet";

    public override SupervisorStrategy Create() => new Strategy();

    private sealed class Strategy() : OneForOneStrategy(DefaultDecider.Decide)
    {
        protected override Directive Handle(IActorRef child, Exception exception)
        {
            if (child.Path.Name != SupervisorName || child is not ActorRefWithCell { Underlying.System: var system })
            {
                return base.Handle(child, exception);
            }

            var reason = $"The supervisor failed: {RootCause.Sentence(exception)}";
            var shutdown = CoordinatedShutdown.Get(system);
            if (shutdown.ShutdownReason is null)
            {
                system.EventStream.Publish(new Announcement(Component.Supervisor, AnnouncementSeverity.Error, $"{reason} The run ends; records and checkpoints are kept."));
            }

            // Not awaited: its phases talk to the supervisor, which goes on once this returns.
            _ = shutdown.Run(RunEnded.Failed(reason));
            return exception is ActorInitializationException ? Directive.Stop : Directive.Resume;
        }
    }
}
