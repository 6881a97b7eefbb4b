using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Training;

namespace Townlet.Actors.Supervision;

/// <summary>
/// Owns every running part: starts them in order (files and records, trainer, inference, page), brings back what fails after a delay, gives up
/// what fails too often, and stops them one phase after the other. It is also their fixed address. It holds nothing whose loss would matter:
/// that is with the keepers and the memory of the run, whose failure ends the run in order, as its own does.
/// </summary>
internal sealed class TownletSupervisor : ReceiveActor, IWithTimers
{
    private readonly TownletParts _parts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Component, SupervisedComponent> _components;
    private readonly IActorRef _memory;
    private readonly StartOrder _startOrder;
    private readonly HangWatch _hangs;
    private readonly WayDown _wayDown;
    private string? _newestCheckpoint;

    public TownletSupervisor(TownletParts parts)
    {
        _parts = parts;
        _memory = Context.ActorOf(RunMemoryActor.Props(parts.Latest, parts.Components), "memory");
        _components = parts.Components.ToDictionary(descriptor => descriptor.Component, descriptor => new SupervisedComponent(
            descriptor,
            new RestartBackoff(parts.RestartLimits, parts.Time),
            descriptor.Keeper is { } keeper ? Context.ActorOf(keeper, $"{ComponentNames.Of(descriptor.Component)}-keeper") : null,
            parts.Time));
        _startOrder = new StartOrder([.. parts.Components.Select(descriptor => _components[descriptor.Component])], serverListens: !parts.HasServer);
        _hangs = new HangWatch(_components, parts.HangLimits.AskEvery);
        _wayDown = new WayDown(_components);
        var router = new MessageRouter(_components, parts.FollowsRun);

        Receive<RunMemory.Recalled>(_ => !_wayDown.HasBegun, recalled => Launch(_components[recalled.Component], recalled.Messages));
        Receive<Supervisor.ServerListening>(_ =>
        {
            _startOrder.ServerListens();
            StartNext();
        });
        Receive<Supervisor.ComponentReady>(ready => IsPresent(ready.Component), OnReady);
        Receive<Supervisor.ComponentImpaired>(impaired => IsPresent(impaired.Component), impaired =>
        {
            _components[impaired.Component].Report(Context, ComponentState.Failed, impaired.Reason);
            StartNext();
        });
        Receive<Supervisor.ComponentUnavailable>(unavailable => IsPresent(unavailable.Component), unavailable =>
        {
            Context.Warn(unavailable.Component, $"{unavailable.Reason} The run continues without it.");
            GiveUp(_components[unavailable.Component], unavailable.Reason);
        });
        Receive<SupervisedComponent.ChildGone>(gone => _components[gone.Component].Child.Equals(gone.Child), gone => OnGone(_components[gone.Component]));
        Receive<StartAgain>(_ => !_wayDown.HasBegun, again => Start(_components[again.Component]));

        Receive<SignOfLife.Answer>(answer => IsPresent(answer.Component), _hangs.Hear);
        Receive<LookForSignsOfLife>(_ =>
        {
            foreach (var hanging in _hangs.Ask())
            {
                OnHanging(hanging);
            }

            AskAgainLater();
        });
        Receive<SupervisedComponent.HangingGone>(gone => _components[gone.Component].Hanging.Remove(gone.Child));

        Receive<Supervisor.GetStatus>(_memory.Forward);
        Receive<Supervisor.IRouted>(message => router.PassOn(message, Sender));

        Receive<CheckpointPublisher.Found>(found => _newestCheckpoint = found.Name);
        Receive<CheckpointPublisher.Published>(published => _newestCheckpoint = published.Checkpoint.Name);
        Receive<Trainer.Completed>(completed =>
        {
            Context.Announce(Component.Trainer, $"Training is done: {completed.Episode} episodes.");
            if (!parts.Stays)
            {
                EndRun(RunEnded.TrainingDone);
            }
        });
        Receive<Supervisor.Stop>(stop =>
        {
            foreach (var writer in _wayDown.Begin())
            {
                Start(writer);
            }

            _wayDown.Stop(Context, stop.Component, Sender);
        });
        Receive<Supervisor.IStopped>(stopped => _wayDown.OnStopped(Context, stopped.Component));
        Receive<Supervisor.Overdue>(overdue => _components.ContainsKey(overdue.Component), overdue => _wayDown.OnOverdue(Context, _components[overdue.Component], Lost(_components[overdue.Component])));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TownletParts parts) => Akka.Actor.Props.Create(() => new TownletSupervisor(parts));

    protected override void PreStart()
    {
        Context.Subscribe(typeof(CheckpointPublisher.Found), typeof(CheckpointPublisher.Published), typeof(Trainer.Completed));
        AskAgainLater();
        StartNext();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override SupervisorStrategy SupervisorStrategy() => new ChildFailureStrategy((child, cause) =>
    {
        if (_components.Values.FirstOrDefault(component => component.Child.Equals(child)) is { } failed)
        {
            failed.LastFailure = cause;
            return Directive.Stop;
        }

        var ownFailure = child.Equals(_memory) || _components.Values.Any(component => child.Equals(component.Keeper));
        return ownFailure ? Directive.Escalate : Directive.Stop;
    });

    private void StartNext()
    {
        if (_wayDown.HasBegun)
        {
            return;
        }

        if (_startOrder.Next() is { } next)
        {
            Start(next);
        }
        else if (_startOrder.HasJustCompleted())
        {
            Context.System.EventStream.Publish(new Supervisor.Operational(
                _parts.BuiltPage ?? _components.Values.Select(component => component.Status.Address).FirstOrDefault(address => address is not null)));
        }
    }

    private void Start(SupervisedComponent component)
    {
        if (!component.WasStarted && component.Descriptor.Starting is { } starting)
        {
            Context.Announce(component.Component, starting);
        }

        component.WasStarted = true;
        if (component.Descriptor.HandOver is null)
        {
            Launch(component, []);
        }
        else
        {
            _memory.Tell(new RunMemory.Recall(component.Component));
        }
    }

    private void Launch(SupervisedComponent component, IEnumerable<object> known) =>
        component.Launch(Context, new Incarnation(_parts.DeliberateHang) { Keeper = component.Keeper ?? ActorRefs.Nobody }, _hangs.Pulse(component.Descriptor), known);

    private bool IsPresent(Component which) => _components.TryGetValue(which, out var component) && component.Child.Equals(Sender);

    private void OnReady(Supervisor.ComponentReady ready)
    {
        var component = _components[ready.Component];
        var cameBack = component.State is ComponentState.Restarting;
        component.Report(Context, ComponentState.Ready, ready.Detail, ready.Address);
        component.Backoff.Recovered();
        if ((cameBack ? "Back again." : component.Descriptor.Started) is { } said)
        {
            Context.Announce(component.Component, said);
        }

        if (cameBack && component.Descriptor.Returned is { } returned)
        {
            foreach (var waiting in _components.Values.Where(other => other.IsStarting))
            {
                waiting.Child.Tell(returned);
            }
        }

        StartNext();
    }

    private void OnGone(SupervisedComponent component)
    {
        var cause = component.LastFailure;
        component.LastFailure = null;
        component.End();
        if (cause is not null)
        {
            _log.Debug(cause, "{Component} failed", component.Component);
        }

        var reason = cause is null ? "It stopped by itself." : RootCause.Sentence(cause);
        OnDown(component, $"Failed: {reason}", reason, cause is null ? null : FatalCause.Explain(cause));
    }

    /// <summary>One that hangs cannot be stopped; another takes its place.</summary>
    private void OnHanging(SupervisedComponent component)
    {
        component.Abandon(Context);
        var reason = FormattableString.Invariant(
            $"{component.Descriptor.SpokenName} has not answered for {component.Descriptor.HangsAfter.TotalSeconds:0.#} s: it hangs.");
        var tooMany = component.Hanging.Count >= _parts.RestartLimits.MaxFailures
            ? $"{reason} So do {component.Hanging.Count - 1} that were started before it, and it is given up."
            : null;
        OnDown(component, reason, reason, tooMany);
    }

    /// <param name="component">It has failed, ended or hangs.</param>
    /// <param name="told">What is said of it.</param>
    /// <param name="reason">The same, as its state tells it.</param>
    /// <param name="fatal">Why a restart would not help; null where it may.</param>
    private void OnDown(SupervisedComponent component, string told, string reason, string? fatal)
    {
        if (component.State is ComponentState.Stopped)
        {
            return;
        }

        if (_wayDown.HasBegun)
        {
            _wayDown.OnFailed(Context, component, reason, Lost(component));
        }
        else if (fatal is not null)
        {
            Fail(component, fatal);
        }
        else if (component.Backoff.AfterFailure() is { } delay)
        {
            Context.Warn(component.Component, FormattableString.Invariant($"{told} Restarting it in {delay.TotalSeconds:0.#} s."));
            component.Report(Context, ComponentState.Restarting, reason, retryIn: delay);
            Timers.StartSingleTimer(component.Component, new StartAgain(component.Component), delay);
        }
        else
        {
            Fail(component, $"{reason} It failed {_parts.RestartLimits.MaxFailures} times {(component.Backoff.FailsFast ? FormattableString.Invariant($"within {_parts.RestartLimits.Window.TotalSeconds:0} s") : "in a row")} and is given up.");
        }
    }

    private void Fail(SupervisedComponent component, string reason)
    {
        var ends = component.Descriptor.EndsRun;
        Context.AnnounceError(component.Component, ends
            ? $"{reason} The run ends; records and checkpoints are kept."
            : $"{reason} The run continues without it.");
        GiveUp(component, reason);
        if (ends)
        {
            EndRun(RunEnded.Failed(reason));
        }
    }

    private void GiveUp(SupervisedComponent component, string reason)
    {
        component.Report(Context, ComponentState.Failed, reason);
        component.Stop(Context);
        component.Keeper?.Tell(new Keeper.Abandoned(reason));
        StartNext();
    }

    private static void EndRun(RunEnded reason) =>
        // Not awaited: its phases talk to this actor.
        _ = CoordinatedShutdown.Get(Context.System).Run(reason);

    /// <summary>Not a periodic timer: after a sleep of the whole process that would make up for all the ticks it missed, at once.</summary>
    private void AskAgainLater() => Timers.StartSingleTimer(nameof(LookForSignsOfLife), new LookForSignsOfLife(), _parts.HangLimits.AskEvery);

    private string? Lost(SupervisedComponent component) => component.Descriptor.LostAtTheEnd?.Invoke(_newestCheckpoint);

    private sealed record StartAgain(Component Component);

    private sealed record LookForSignsOfLife;
}
