using Townlet.Actors.Supervision;

namespace Townlet.Actors.Frontend;

/// <summary>What <see cref="FrontendProcessActor"/> understands.</summary>
internal static class FrontendProcess
{
    /// <summary>A message that the supervisor passes on to the frontend.</summary>
    public interface ICommand : Supervisor.IRouted
    {
        Component Supervisor.IRouted.Addressee => Component.Frontend;
    }

    /// <summary>End the process group and answer <see cref="Stopped"/> when it is gone.</summary>
    public sealed record Stop : ICommand;

    public sealed record Stopped : Supervisor.IStopped
    {
        public Component Component => Component.Frontend;
    }
}
