using Akka.Actor;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Viewers;

/// <summary>What <see cref="AudienceActor"/> understands and what it publishes.</summary>
public static class Audience
{
    /// <summary>A message that the supervisor passes on to the viewers' actor.</summary>
    public interface ICommand : Supervisor.IRouted
    {
        Component Supervisor.IRouted.Addressee => Component.Viewers;
    }

    /// <summary>A viewer connected; answered with <see cref="Joined"/>.</summary>
    public sealed record Join(IViewerConnection Connection) : ICommand;

    /// <param name="Viewer">Gets what this viewer sends. <see cref="Viewer"/> lists the messages that it understands.</param>
    public sealed record Joined(IActorRef Viewer);

    /// <summary>Close every connection with 1001, later ones too, and answer <see cref="Closed"/> when no viewer is left.</summary>
    public sealed record CloseAll : ICommand;

    public sealed record Closed : Supervisor.IStopped
    {
        public Component Component => Component.Viewers;
    }

    /// <summary>Published when the number of viewers changes.</summary>
    public sealed record CountChanged(int Count);
}
