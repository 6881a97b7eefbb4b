using Akka.Actor;

namespace Townlet.Actors;

/// <summary>The supervisor's notes on one child.</summary>
internal sealed class SupervisedComponent(Component component, Props props, RestartBackoff backoff)
{
    public Component Component { get; } = component;

    public Props Props { get; } = props;

    public RestartBackoff Backoff { get; } = backoff;

    /// <summary>Nobody while it is not running.</summary>
    public IActorRef Child { get; set; } = ActorRefs.Nobody;

    public ComponentState State { get; set; } = ComponentState.Starting;

    public string Detail { get; set; } = "";

    public int Restarts { get; set; }

    /// <summary>Why it failed last, between the failure and its end.</summary>
    public Exception? LastFailure { get; set; }

    public bool WasStarted { get; set; }

    public ComponentStatus Status => new(Component, State, Detail, Restarts);
}
