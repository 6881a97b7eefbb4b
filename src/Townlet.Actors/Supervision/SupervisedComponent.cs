using Akka.Actor;

namespace Townlet.Actors;

/// <summary>The supervisor's notes on one child.</summary>
internal sealed class SupervisedComponent(Component component, Props props, RestartBackoff backoff, DateTimeOffset since)
{
    public Component Component { get; } = component;

    public Props Props { get; } = props;

    public RestartBackoff Backoff { get; } = backoff;

    /// <summary>Nobody while it is not running.</summary>
    public IActorRef Child { get; set; } = ActorRefs.Nobody;

    /// <summary>How it stands, as last reported.</summary>
    public ComponentStatus Status { get; set; } = new(component, ComponentState.Starting, "", Restarts: 0, since, RetryAt: null);

    public ComponentState State => Status.State;

    /// <summary>Why it failed last, between the failure and its end.</summary>
    public Exception? LastFailure { get; set; }

    public bool WasStarted { get; set; }
}
