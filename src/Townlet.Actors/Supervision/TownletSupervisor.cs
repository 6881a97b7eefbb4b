using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Frontend;
using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Actors.Recording;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Supervision;

/// <summary>
/// Owns every running part: starts them in order (files and records, trainer, inference, page), brings back what fails
/// after a delay, gives up what fails too often, and stops them one phase after the other. It is also the fixed address of its
/// children: a message for one of them is passed on to whichever instance lives at the moment.
/// </summary>
internal sealed class TownletSupervisor : ReceiveActor, IWithTimers
{
    private readonly TownletOptions _options;
    private readonly TownletParts _parts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Component, SupervisedComponent> _components = [];
    private readonly Dictionary<Component, IActorRef> _stopRequesters = [];

    private readonly Outbox _outbox;
    private bool _losesRecords;
    private readonly RunMemory _memory;
    private bool _serverListens;
    private bool _operational;
    private bool _goingDown;

    public TownletSupervisor(TownletOptions options, TownletParts parts)
    {
        _options = options;
        _parts = parts;
        _outbox = parts.Outbox;
        _memory = parts.Memory;
        // Training alone has no server to wait for.
        _serverListens = options.ServerAddress is null;

        Receive<SignOfLife.Answer>(answer =>
        {
            if (IsPresent(answer.Component))
            {
                _components[answer.Component].Pulse?.Hear(answer);
            }
        });
        Receive<LookForSignsOfLife>(_ => LookForHanging());
        Receive<HangingGone>(gone => _components[gone.Component].Hanging.Remove(gone.Child));
        Receive<Supervisor.ComponentReady>(ready => IsPresent(ready.Component), ready => OnReady(ready.Component, ready.Detail));
        Receive<FrontendProcess.Answering>(_ => IsPresent(Component.Frontend), answering =>
        {
            _memory.Page = answering.Address;
            Context.Announce(Component.Frontend, $"Dev server ready at {Shown(answering.Address)}");
            OnReady(Component.Frontend, Shown(answering.Address));
        });
        Receive<Supervisor.ComponentUnavailable>(unavailable => IsPresent(unavailable.Component), unavailable =>
        {
            Context.Warn(unavailable.Component, $"{unavailable.Reason} The run continues without it.");
            GiveUp(_components[unavailable.Component], unavailable.Reason);
        });
        Receive<Supervisor.ComponentImpaired>(impaired => IsPresent(impaired.Component), impaired =>
        {
            Report(_components[impaired.Component], ComponentState.Failed, impaired.Reason);
            StartNext();
        });
        Receive<Supervisor.ServerListening>(_ =>
        {
            _serverListens = true;
            StartNext();
        });
        Receive<ChildGone>(gone => OnGone(_components[gone.Component], gone.Child));
        Receive<StartAgain>(again =>
        {
            if (!_goingDown)
            {
                Start(_components[again.Component]);
            }
        });

        Receive<Supervisor.GetStatus>(_ => Sender.Tell(Status()));
        Receive<Supervisor.Stop>(stop => StopComponent(stop.Component));
        Receive<Supervisor.Overdue>(overdue => OnOverdue(overdue.Component));
        Receive<Trainer.CheckpointTaken>(taken => Publish(new CheckpointPublisher.Publish(taken.Checkpoint)));
        Receive<Trainer.Stopped>(_ => AnswerStop(Component.Trainer));
        Receive<CheckpointPublisher.Settled>(settled =>
        {
            if (_outbox.Settled(settled) is { } next)
            {
                _components[Component.CheckpointPublisher].Child.Tell(next);
            }
        });
        Receive<CheckpointPublisher.Drained>(drained =>
        {
            _outbox.Abandon(drained.Fault);
            AnswerStop(Component.CheckpointPublisher);
        });
        Receive<Audience.Closed>(_ =>
        {
            Context.Announce(Component.Inference, "Server stopped.");
            AnswerStop(Component.Inference);
        });
        Receive<FrontendProcess.Stopped>(_ => AnswerStop(Component.Frontend));
        Receive<RunRecorder.Recorded>(recorded => OnRecorded(recorded.Number));

        foreach (var happened in RunMemory.Events)
        {
            Receive(happened, _memory.Hear);
        }

        Receive<Trainer.IRecorded>(happened =>
        {
            _memory.Hear(happened);
            Keep(happened);
        });
        Receive<Trainer.Completed>(OnTrainingCompleted);

        Receive<Trainer.ICommand>(command => PassOn(Component.Trainer, command));
        Receive<Inference.ICommand>(command => PassOn(Component.Inference, command));
        Receive<CheckpointPublisher.LoadNewest>(load =>
        {
            // A trainer must not resume from a checkpoint older than the one it handed over.
            PassOnWaitingCheckpoint();
            PassOn(Component.CheckpointPublisher, load);
        });
        Receive<CheckpointPublisher.ICommand>(command => PassOn(Component.CheckpointPublisher, command));
        Receive<Audience.ICommand>(command => PassOn(Component.Viewers, command));
        Receive<FrontendProcess.ICommand>(command => PassOn(Component.Frontend, command));
        Receive<RunRecorder.ICommand>(command => PassOn(Component.CheckpointPublisher, command));
        Receive<FaultSwitch.Trip>(trip => PassOn(trip.Component, trip));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TownletOptions options, TownletParts parts) =>
        Akka.Actor.Props.Create(() => new TownletSupervisor(options, parts));

    protected override void PreStart()
    {
        Context.Subscribe([.. RunMemory.Events, typeof(Trainer.IRecorded), typeof(Trainer.Completed)]);
        foreach (var descriptor in _parts.Components)
        {
            _components[descriptor.Component] = new SupervisedComponent(descriptor, new RestartBackoff(_parts.RestartLimits, _parts.Time), _parts.Time.GetUtcNow());
        }

        AskAgainLater();
        StartNext();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override SupervisorStrategy SupervisorStrategy() => new ChildFailureStrategy((child, cause) =>
    {
        if (_components.Values.FirstOrDefault(component => component.Child.Equals(child)) is { } failed)
        {
            failed.LastFailure = cause;
        }
    });

    /// <summary>Starts the first component that has not been started, once all before it are ready or given up.</summary>
    private void StartNext()
    {
        if (_goingDown)
        {
            return;
        }

        foreach (var descriptor in _parts.Components)
        {
            var next = _components[descriptor.Component];
            if (!next.WasStarted)
            {
                if (descriptor.WaitsForServer && !_serverListens)
                {
                    return;
                }

                Start(next);
                return;
            }

            if (next.State is ComponentState.Starting or ComponentState.Restarting)
            {
                return;
            }
        }

        if (!_operational && _serverListens)
        {
            _operational = true;
            Context.System.EventStream.Publish(new Supervisor.Operational(_memory.Page));
        }
    }

    private void Start(SupervisedComponent component)
    {
        if (component.Component == Component.Inference && !component.WasStarted)
        {
            Context.Announce(Component.Inference, $"Starting WebSocket server on port {_options.ServerAddress?.Port}...");
        }

        component.WasStarted = true;
        component.Incarnation = new Incarnation(_parts.DeliberateHang);
        component.Pulse = new Pulse((int)Math.Ceiling(component.Descriptor.HangsAfter / _parts.HangLimits.AskEvery));
        component.Instances++;
        var name = ComponentNames.Of(component.Component);
        // An instance that hangs keeps its name.
        component.Child = Context.ActorOf(
            component.Descriptor.Props(component.Incarnation), component.Hanging.Count == 0 ? name : $"{name}-{component.Instances}");
        Context.WatchWith(component.Child, new ChildGone(component.Component, component.Child));
        foreach (var known in component.Descriptor.HandOver())
        {
            component.Child.Tell(known);
        }

        if (component.State is not ComponentState.Restarting)
        {
            Report(component, ComponentState.Starting, "");
        }
    }

    private void OnReady(Component which, string detail)
    {
        var component = _components[which];
        var cameBack = component.State is ComponentState.Restarting;
        Report(component, ComponentState.Ready, detail);
        if (cameBack)
        {
            Context.Announce(which, "Back again.");
        }
        else if (which == Component.Inference)
        {
            Context.Announce(Component.Inference, $"Server ready at ws://{ServerNames.Shown(_options.ServerAddress!)}:{_options.ServerAddress!.Port}");
        }

        component.Backoff.Recovered();
        if (cameBack && which is Component.CheckpointPublisher or Component.Follower)
        {
            foreach (var asker in (Component[])[Component.Trainer, Component.Inference])
            {
                if (_components.TryGetValue(asker, out var waiting) && waiting.State is ComponentState.Starting or ComponentState.Restarting)
                {
                    waiting.Child.Tell(new CheckpointPublisher.Restarted());
                }
            }
        }

        StartNext();
    }

    private void OnGone(SupervisedComponent component, IActorRef child)
    {
        if (!component.Child.Equals(child))
        {
            return;
        }

        var cause = component.LastFailure;
        component.LastFailure = null;
        if (cause is not null)
        {
            _log.Debug(cause, "{Component} failed", component.Component);
        }

        var reason = cause is null ? "It stopped by itself." : RootCause.Sentence(cause);
        OnDown(component, $"Failed: {reason}", reason, cause is null ? null : FatalCause.Explain(cause));
    }

    /// <summary>One that hangs cannot be stopped. It is left where it is, with nothing that it could do any more, and another takes its place.</summary>
    private void OnHanging(SupervisedComponent component)
    {
        Abandon(component);
        var reason = FormattableString.Invariant(
            $"{component.Descriptor.SpokenName} has not answered for {component.Descriptor.HangsAfter.TotalSeconds:0.#} s: it hangs.");
        var tooMany = component.Hanging.Count >= _parts.RestartLimits.MaxFailures
            ? $"{reason} So do {component.Hanging.Count - 1} that were started before it, and it is given up."
            : null;
        OnDown(component, reason, reason, tooMany);
    }

    private static void Abandon(SupervisedComponent component)
    {
        var hanging = component.Child;
        component.Incarnation?.Revoke();
        component.Hanging.Add(hanging);
        Context.Unwatch(hanging);
        Context.WatchWith(hanging, new HangingGone(component.Component, hanging));
        // What it made (a stream for each viewer) does not hang, and would serve nobody any more.
        Context.ActorSelection(hanging.Path / "*").Tell(PoisonPill.Instance);
        Context.Stop(hanging);
    }

    /// <param name="component">It has failed, ended or hangs.</param>
    /// <param name="told">What is said of it.</param>
    /// <param name="reason">The same, as its state tells it.</param>
    /// <param name="fatal">Why a restart would not help; null where it may.</param>
    private void OnDown(SupervisedComponent component, string told, string reason, string? fatal)
    {
        component.Child = ActorRefs.Nobody;
        if (component.Component == Component.Frontend)
        {
            _memory.Page = null;
        }

        if (component.State is ComponentState.Stopped)
        {
            return;
        }

        if (_goingDown)
        {
            // Nothing is restarted on the way down, and nobody must wait for this one until a phase runs out.
            WithoutWriter(component.Component, reason);
            Context.AnnounceError(component.Component, $"While stopping: {reason}{NotSaved(component.Component)}");
            if (component.Component != Component.Inference)
            {
                // Serving ends with the viewers, whether inference itself is still there or not.
                AnswerStop(component.Component == Component.Viewers ? Component.Inference : component.Component);
            }

            return;
        }

        if (fatal is not null)
        {
            Fail(component, fatal);
            return;
        }

        if (component.Backoff.AfterFailure() is not { } delay)
        {
            Fail(component, $"{reason} It failed {_parts.RestartLimits.MaxFailures} times {(component.Backoff.FailsFast ? FormattableString.Invariant($"within {_parts.RestartLimits.Window.TotalSeconds:0} s") : "in a row")} and is given up.");
            return;
        }

        Context.Warn(component.Component, FormattableString.Invariant($"{told} Restarting it in {delay.TotalSeconds:0.#} s."));
        component.Status = component.Status with { Restarts = component.Status.Restarts + 1, RetryAt = _parts.Time.GetTimestamp() + (long)(delay.TotalSeconds * _parts.Time.TimestampFrequency) };
        Report(component, ComponentState.Restarting, reason);
        Timers.StartSingleTimer(component.Component, new StartAgain(component.Component), delay);
    }

    private string NotSaved(Component component) =>
        component != Component.Trainer ? ""
        : _memory.Checkpoint is null ? " Nothing of the training is saved, since there is no checkpoint yet."
        : $" What was trained after {_memory.Checkpoint} is not saved.";

    /// <summary>A phase of the way down has run out: what did not stop is left behind, and must not come in the way of those that stop after it.</summary>
    private void OnOverdue(Component which)
    {
        if (which == Component.Trainer)
        {
            Context.AnnounceError(which, NotSaved(which).TrimStart());
        }

        if (which is Component.Trainer or Component.CheckpointPublisher && _components.TryGetValue(which, out var component) && !component.Child.IsNobody())
        {
            Abandon(component);
            component.Child = ActorRefs.Nobody;
        }

        if (which == Component.CheckpointPublisher)
        {
            _outbox.Abandon(null);
            SayLosses();
        }
    }

    private bool IsPresent(Component which) => _components.TryGetValue(which, out var component) && component.Child.Equals(Sender);

    private void LookForHanging()
    {
        foreach (var component in _components.Values)
        {
            if (component.Child.IsNobody() || component.State is ComponentState.Stopped || component is not { Pulse: { } pulse, Incarnation: { } incarnation })
            {
                continue;
            }

            if (pulse.Tick(incarnation.Handled) is { } question)
            {
                component.Child.Tell(question);
            }

            if (pulse.IsLost)
            {
                OnHanging(component);
            }
        }

        AskAgainLater();
    }

    /// <summary>Not a periodic timer: after a sleep of the whole process that would make up for all the ticks it missed, at once.</summary>
    private void AskAgainLater() => Timers.StartSingleTimer(nameof(LookForSignsOfLife), new LookForSignsOfLife(), _parts.HangLimits.AskEvery);

    private void Fail(SupervisedComponent component, string reason)
    {
        var ends = component.Descriptor.EndsRun;
        Context.AnnounceError(component.Component, ends
            ? $"{reason} The run ends; records and checkpoints are kept."
            : $"{reason} The run continues without it.");
        GiveUp(component, reason);
        if (ends)
        {
            GoDown(RunEnded.Failed(reason));
        }
    }

    private void GiveUp(SupervisedComponent component, string reason)
    {
        Report(component, ComponentState.Failed, reason);
        WithoutWriter(component.Component, reason);
        if (!component.Child.IsNobody())
        {
            Context.Stop(component.Child);
            component.Child = ActorRefs.Nobody;
        }

        StartNext();
    }

    private void OnTrainingCompleted(Trainer.Completed completed)
    {
        Context.Announce(Component.Trainer, $"Training is done: {completed.Episode} episodes.");
        if (!_options.Stay)
        {
            GoDown(RunEnded.TrainingDone);
        }
    }

    private static void GoDown(RunEnded reason) =>
        // Not awaited: its phases talk to this actor.
        _ = CoordinatedShutdown.Get(Context.System).Run(reason);

    private void StopComponent(Component which)
    {
        BeginGoingDown();
        _stopRequesters[which] = Sender;
        if (which == Component.Inference && _components.ContainsKey(which))
        {
            StopServing();
            return;
        }

        if (!_components.TryGetValue(which, out var component) || component.Child.IsNobody())
        {
            AnswerStop(which);
            return;
        }

        if (which == Component.CheckpointPublisher)
        {
            PassOnWaitingCheckpoint();
        }

        component.Child.Tell(component.Descriptor.Stop ?? throw new ArgumentOutOfRangeException(nameof(which), which, "This component has no phase of its own."));
    }

    private void BeginGoingDown()
    {
        if (_goingDown)
        {
            return;
        }

        _goingDown = true;
        if (_components.GetValueOrDefault(Component.CheckpointPublisher) is { State: ComponentState.Restarting } down && down.Child.IsNobody())
        {
            // What happened while it was down is still to be written, and so is the end of the run.
            Start(down);
        }
    }

    /// <summary>The viewers' sockets are closed even where inference itself is down.</summary>
    private void StopServing()
    {
        Context.Announce(Component.Inference, "Stopping WebSocket server...");
        _components[Component.Inference].Child.Tell(new Inference.Pause());
        if (_components[Component.Viewers].Child is { } viewers && !viewers.IsNobody())
        {
            viewers.Tell(new Audience.CloseAll());
        }
        else
        {
            AnswerStop(Component.Inference);
        }
    }

    private void AnswerStop(Component which)
    {
        if (which == Component.CheckpointPublisher)
        {
            SayLosses();
        }

        if (_stopRequesters.Remove(which, out var requester))
        {
            if (_components.TryGetValue(which, out var component) && component.State is not ComponentState.Failed)
            {
                Report(component, ComponentState.Stopped, "");
            }

            requester.Tell(new Supervisor.Stopped(which));
        }
    }

    /// <summary>The warnings of a long run have scrolled away long ago: what is missing is said once more at its end.</summary>
    private void SayLosses()
    {
        if (_outbox.Losses.Describe() is { } lost)
        {
            Context.AnnounceError(Component.Supervisor, lost);
        }
    }

    private bool HasWriter => _components.GetValueOrDefault(Component.CheckpointPublisher) is { State: not (ComponentState.Failed or ComponentState.Stopped) };

    /// <summary>Has it recorded, now or by the next writer.</summary>
    private void Keep(Trainer.IRecorded happened)
    {
        if (!HasWriter)
        {
            _outbox.Losses.Add(happened);
            return;
        }

        if (_outbox.Add(happened) is { } record)
        {
            _components[Component.CheckpointPublisher].Child.Tell(record);
        }
        else if (!_losesRecords)
        {
            _losesRecords = true;
            Context.Warn(
                Component.CheckpointPublisher,
                string.Create(CultureInfo.InvariantCulture, $"{_outbox.Records} episodes wait to be recorded, and there is no room for more: those that follow are not recorded until these are."));
        }
    }

    private void OnRecorded(long number)
    {
        _outbox.Written(number);
        if (_losesRecords)
        {
            _losesRecords = false;
            SayLosses();
        }
    }

    private void WithoutWriter(Component gone, string reason)
    {
        if (gone == Component.CheckpointPublisher)
        {
            _outbox.Abandon(reason);
        }
    }

    /// <summary>Has it written, now or by the next publisher.</summary>
    private void Publish(CheckpointPublisher.Publish publish)
    {
        if (!HasWriter)
        {
            _outbox.Losses.Add(publish.Checkpoint);
            WarnOfMissing(publish, "its publisher is gone");
            return;
        }

        if (_outbox.Add(publish, out var superseded))
        {
            _components[Component.CheckpointPublisher].Child.Tell(publish);
        }

        if (superseded is not null)
        {
            WarnOfMissing(superseded, "a newer one came before the disk had taken the one before");
        }
    }

    private static void WarnOfMissing(CheckpointPublisher.Publish publish, string reason) => Context.Warn(
        Component.CheckpointPublisher, $"The checkpoint of episode {publish.Checkpoint.Episode} was not written: {reason}. The earlier checkpoint stays.");

    private void PassOnWaitingCheckpoint()
    {
        if (_outbox.TakeWaiting() is { } waiting)
        {
            _components[Component.CheckpointPublisher].Child.Tell(waiting);
        }
    }

    private void PassOn(Component which, object message) => PassOn(which, message, Sender);

    private void PassOn(Component which, object message, IActorRef sender)
    {
        if (which == Component.Supervisor)
        {
            throw new DeliberateFaultException(which);
        }

        if (Addressee(which, message) is not { } component)
        {
            sender.Tell(new Supervisor.Refused(_options.FollowsRun
                ? $"This Townlet only shows the run and has no {ComponentNames.Of(which)}; another process trains, if any."
                : $"This run has no {ComponentNames.Of(which)}."));
        }
        else if (component.Child.IsNobody())
        {
            sender.Tell(new Supervisor.Refused($"The {ComponentNames.Of(component.Component)} is not running at the moment; try again.", IsForNow: component.State is not ComponentState.Failed));
        }
        else
        {
            component.Child.Tell(message, sender);
        }
    }

    /// <summary>Where another process trains, the follower knows what publisher and recorder would.</summary>
    private SupervisedComponent? Addressee(Component which, object message) =>
        _components.GetValueOrDefault(which)
        ?? (message is CheckpointPublisher.ListPolicies ? _components.GetValueOrDefault(Component.Follower) : null);

    private void Report(SupervisedComponent component, ComponentState state, string detail)
    {
        var before = component.Status;
        component.Status = before with
        {
            State = state,
            Detail = detail,
            Since = state == before.State ? before.Since : _parts.Time.GetUtcNow(),
            RetryAt = state == ComponentState.Restarting ? before.RetryAt : null,
        };
        _memory.Hear(component.Status);
        Context.System.EventStream.Publish(component.Status);
    }

    private Supervisor.Status Status() => _memory.Status(_parts.Components.Select(descriptor => _components[descriptor.Component].Status));

    private static string Shown(Uri address) => address.ToString().TrimEnd('/');

    private sealed record ChildGone(Component Component, IActorRef Child);

    private sealed record StartAgain(Component Component);

    private sealed record LookForSignsOfLife;

    private sealed record HangingGone(Component Component, IActorRef Child);
}
