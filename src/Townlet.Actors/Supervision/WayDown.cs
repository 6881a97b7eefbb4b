using Akka.Actor;
using Townlet.Actors.Announcements;

namespace Townlet.Actors.Supervision;

/// <summary>Stops components one phase after the other, each in its own manner, and answers each phase once.</summary>
internal sealed class WayDown(IReadOnlyDictionary<Component, SupervisedComponent> components)
{
    private readonly Dictionary<Component, IActorRef> _phases = [];

    public bool HasBegun { get; private set; }

    /// <summary>Nothing is started any more, but what keeps records or checkpoints.</summary>
    /// <returns>Components that must be started again at once: what happened while they were down is still to be written, and so is the end of the run.</returns>
    public IEnumerable<SupervisedComponent> Begin()
    {
        if (HasBegun)
        {
            return [];
        }

        HasBegun = true;
        return [.. components.Values.Where(component => component is { Keeper: not null, State: ComponentState.Restarting, IsRunning: false })];
    }

    /// <param name="context">The supervisor's.</param>
    /// <param name="which">The component of this phase.</param>
    /// <param name="phase">Waits for the answer.</param>
    public void Stop(IActorContext context, Component which, IActorRef phase)
    {
        _phases[which] = phase;
        var descriptor = components.GetValueOrDefault(which)?.Descriptor;
        if (descriptor is null || !components.TryGetValue(descriptor.StopsWith ?? which, out var stopping) || stopping.Door.IsNobody())
        {
            Answer(context, which);
        }
        else
        {
            stopping.Door.Tell(descriptor.Stop ?? throw new ArgumentOutOfRangeException(nameof(which), which, "This component has no phase of its own."));
        }
    }

    /// <summary>A component has stopped, or never will: the phases that wait for it go on.</summary>
    public void OnStopped(IActorContext context, Component stopped)
    {
        foreach (var component in components.Values.Where(component => (component.Descriptor.StopsWith ?? component.Component) == stopped))
        {
            Answer(context, component.Component);
        }
    }

    /// <summary>It fails while the run ends. Nobody must wait for it until its phase runs out.</summary>
    /// <param name="context">The supervisor's.</param>
    /// <param name="failed">The component.</param>
    /// <param name="reason">A sentence.</param>
    /// <param name="lost">What is lost with it: a sentence, or null.</param>
    public void OnFailed(IActorContext context, SupervisedComponent failed, string reason, string? lost)
    {
        context.AnnounceError(failed.Component, $"While stopping: {reason}{(lost is null ? "" : $" {lost}")}");
        failed.Keeper?.Tell(new Keeper.Abandoned(reason));
        OnStopped(context, failed.Component);
    }

    /// <summary>A phase has run out: what did not stop is left behind, and must not come in the way of those that stop after it.</summary>
    /// <param name="context">The supervisor's.</param>
    /// <param name="late">The component.</param>
    /// <param name="lost">What is lost with it: a sentence, or null.</param>
    public void OnOverdue(IActorContext context, SupervisedComponent late, string? lost)
    {
        _phases.Remove(late.Component);
        if (!late.Descriptor.EndsRun)
        {
            return;
        }

        if (lost is not null)
        {
            context.AnnounceError(late.Component, lost);
        }

        if (late.IsRunning)
        {
            late.Abandon(context);
        }

        late.Keeper?.Tell(new Keeper.Abandoned(null));
    }

    private void Answer(IActorContext context, Component which)
    {
        if (!_phases.Remove(which, out var phase))
        {
            return;
        }

        if (components.TryGetValue(which, out var component) && component.State is not ComponentState.Failed)
        {
            component.Report(context, ComponentState.Stopped, "");
        }

        phase.Tell(new Supervisor.Stopped(which));
    }
}
