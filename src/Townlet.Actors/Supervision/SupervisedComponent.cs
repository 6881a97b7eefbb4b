using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>One child of the supervisor, in all its instances.</summary>
/// <param name="descriptor">What it is.</param>
/// <param name="backoff">When it starts again.</param>
/// <param name="keeper">Stands before all instances; null: nothing does.</param>
/// <param name="time">Dates its status.</param>
internal sealed class SupervisedComponent(ComponentDescriptor descriptor, RestartBackoff backoff, IActorRef? keeper, TimeProvider time)
{
    private int _instances;

    public ComponentDescriptor Descriptor { get; } = descriptor;

    public Component Component => Descriptor.Component;

    public RestartBackoff Backoff { get; } = backoff;

    public IActorRef? Keeper { get; } = keeper;

    /// <summary>Takes messages for it.</summary>
    public IActorRef Door => Keeper ?? Child;

    /// <summary>The child's reference; Nobody while it is not running.</summary>
    public IActorRef Child { get; private set; } = ActorRefs.Nobody;

    public bool IsRunning => !Child.IsNobody();

    /// <summary>What <see cref="Child"/> acts under; null before the first.</summary>
    public Incarnation? Incarnation { get; private set; }

    /// <summary>Of <see cref="Child"/>; null before the first.</summary>
    public Pulse? Pulse { get; private set; }

    /// <summary>Instances that hang, each with its thread and memory: they end when they wake, or with the process.</summary>
    public HashSet<IActorRef> Hanging { get; } = [];

    /// <summary>Its status, as last reported.</summary>
    public ComponentStatus Status { get; private set; } = ComponentStatus.BeforeStart(descriptor.Component, time.GetUtcNow());

    public ComponentState State => Status.State;

    public bool IsStarting => State is ComponentState.Starting or ComponentState.Restarting;

    /// <summary>The cause of its last failure, until the child has stopped.</summary>
    public Exception? LastFailure { get; set; }

    public bool WasStarted { get; set; }

    /// <param name="context">The supervisor's.</param>
    /// <param name="incarnation">Under which the new instance acts.</param>
    /// <param name="pulse">Its pulse.</param>
    /// <param name="known">What it is told before any other message can reach it.</param>
    public void Launch(IActorContext context, Incarnation incarnation, Pulse pulse, IEnumerable<object> known)
    {
        _instances++;
        // An instance that hangs keeps its name.
        var name = ComponentNames.Of(Component);
        Child = context.ActorOf(Descriptor.Props(incarnation), Hanging.Count == 0 ? name : $"{name}-{_instances}");
        (Incarnation, Pulse) = (incarnation, pulse);
        context.WatchWith(Child, new ChildGone(Component, Child));
        foreach (var message in known)
        {
            Child.Tell(message);
        }

        Keeper?.Tell(new Keeper.Present(Child));
        if (State is not ComponentState.Restarting)
        {
            Report(context, ComponentState.Starting, "");
        }
    }

    /// <summary>An instance that cannot be stopped is left where it is, with nothing that it could do any more.</summary>
    public void Abandon(IActorContext context)
    {
        var hanging = Child;
        Incarnation?.Revoke();
        Hanging.Add(hanging);
        context.Unwatch(hanging);
        context.WatchWith(hanging, new HangingGone(Component, hanging));
        // What it made (a stream for each viewer) does not hang, and would serve nobody any more.
        context.ActorSelection(hanging.Path / "*").Tell(PoisonPill.Instance);
        Stop(context);
    }

    /// <summary>Stops its instance, if any.</summary>
    public void Stop(IActorContext context)
    {
        if (IsRunning)
        {
            context.Stop(Child);
            End();
        }
    }

    /// <summary>Its instance is gone.</summary>
    public void End()
    {
        Child = ActorRefs.Nobody;
        Keeper?.Tell(new Keeper.Present(Child));
    }

    /// <summary>Publishes its new status.</summary>
    /// <param name="context">The supervisor's.</param>
    /// <param name="state">Its state.</param>
    /// <param name="detail">For human readers.</param>
    /// <param name="address">Where users reach it, or null.</param>
    /// <param name="retryIn">When it starts again, in <see cref="ComponentState.Restarting"/>.</param>
    public void Report(IActorContext context, ComponentState state, string detail, Uri? address = null, TimeSpan? retryIn = null)
    {
        Status = new ComponentStatus(
            Component,
            state,
            detail,
            Status.Restarts + (retryIn is null ? 0 : 1),
            state == State ? Status.Since : time.GetUtcNow(),
            retryIn is { } delay ? time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency) : null) { Address = address };
        context.System.EventStream.Publish(Status);
    }

    /// <summary>Told to the supervisor.</summary>
    public sealed record ChildGone(Component Component, IActorRef Child);

    /// <summary>Told to the supervisor: one that hung has woken and ended.</summary>
    public sealed record HangingGone(Component Component, IActorRef Child);
}
