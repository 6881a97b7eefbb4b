using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>What the supervisor remembers about one child.</summary>
internal sealed class SupervisedComponent(ComponentDescriptor descriptor, RestartBackoff backoff, DateTimeOffset since)
{
    public ComponentDescriptor Descriptor { get; } = descriptor;

    public Component Component => Descriptor.Component;

    public RestartBackoff Backoff { get; } = backoff;

    /// <summary>The child's reference; Nobody while it is not running.</summary>
    public IActorRef Child { get; set; } = ActorRefs.Nobody;

    /// <summary>What <see cref="Child"/> acts under; null before the first.</summary>
    public Incarnation? Incarnation { get; set; }

    /// <summary>Of <see cref="Child"/>; null before the first.</summary>
    public Pulse? Pulse { get; set; }

    /// <summary>Instances that hang, each with its thread and memory: they end when they wake, or with the process.</summary>
    public HashSet<IActorRef> Hanging { get; } = [];

    /// <summary>How many instances there have been.</summary>
    public int Instances { get; set; }

    /// <summary>Its status, as last reported.</summary>
    public ComponentStatus Status { get; set; } = new(descriptor.Component, ComponentState.Starting, "", Restarts: 0, since, RetryAt: null);

    public ComponentState State => Status.State;

    /// <summary>The cause of its last failure, until the child has stopped.</summary>
    public Exception? LastFailure { get; set; }

    public bool WasStarted { get; set; }
}
