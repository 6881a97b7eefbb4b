using Akka.Actor;
using Akka.Streams;
using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Telemetry;
using Townlet.Actors.Training;
using Townlet.Actors.Wire;
using Townlet.Learning.Evaluation;

namespace Townlet.Actors.Viewers;

/// <summary>
/// Sends every connected viewer what happens, encoded once for all. It stays while inference restarts, so connected
/// pages stay connected. It passes the viewers' commands to the supervisor, which knows where they belong.
/// </summary>
internal sealed class AudienceActor : SupervisedActor
{
    private readonly HashSet<IActorRef> _viewers = [];
    private readonly TownletOptions _options;
    private readonly ViewerWelcome _welcome;
    private IActorRef _closeRequester = ActorRefs.Nobody;
    private bool _closing;

    public AudienceActor(TownletOptions options, ViewerLimits limits, RunInstruments instruments, TimeProvider time, DateTimeOffset started, Incarnation incarnation)
        : base(Component.Viewers, incarnation)
    {
        _options = options;
        _welcome = new ViewerWelcome(options, time, started);
        // Made from this actor's context, so that all streams run below this actor and end with it. Made once, because each materializer starts an actor of its own.
        var materializer = Context.Materializer();

        Receive<Audience.Join>(join =>
        {
            var viewer = Context.ActorOf(ViewerActor.Props(join.Connection, limits, instruments.FrameDropped, Context.Parent, materializer));
            Context.WatchWith(viewer, new ViewerGone(viewer));
            if (_closing)
            {
                viewer.Tell(new Viewer.Close());
            }
            else
            {
                foreach (var message in _welcome.Messages())
                {
                    viewer.Tell(message);
                }
            }

            _viewers.Add(viewer);
            PublishCount();
            Sender.Tell(new Audience.Joined(viewer));
        });
        Receive<ViewerGone>(gone =>
        {
            _viewers.Remove(gone.Viewer);
            PublishCount();
            AnswerWhenAllClosed();
        });
        Receive<Audience.CloseAll>(_ =>
        {
            _closeRequester = Sender;
            _closing = true;
            Context.Announce(Component.Inference, "Stopping WebSocket server...");
            Broadcast(new Viewer.Close());
            AnswerWhenAllClosed();
        });

        Receive<ComponentStatus>(status => Broadcast(_welcome.Component(status)));
        Receive<Inference.PolicyLoaded>(loaded => Broadcast(_welcome.PolicyLoaded(loaded)));
        Receive<Inference.PlaybackChanged>(playback => Broadcast(_welcome.Playback(playback)));
        Receive<Inference.LifeStarted>(started => Broadcast(_welcome.LifeStarted(started.Life)));
        Receive<Inference.StepTaken>(step => Broadcast(_welcome.Frame(step.Life, step.Frame)));
        Receive<Inference.LifeEnded>(ended => Broadcast(_welcome.LifeEnded(ended)));
        Receive<Trainer.StatusChanged>(changed => Broadcast(_welcome.Training(changed.Status)));
        Receive<Trainer.EpisodeCompleted>(completed => Broadcast(_welcome.EpisodeComplete(completed.Outcome, completed.Detail)));
        Receive<Trainer.StageChanged>(changed => Broadcast(ViewerMessage.Of(new StageChangedMessage(changed.Transition))));
        Receive<Trainer.GeneralizationTested>(test => Broadcast(ViewerMessage.Of(new GeneralizationTestedMessage(test))));
        Receive<Trainer.Completed>(completed => Broadcast(_welcome.TrainingComplete(completed.Episode)));
        Receive<YardstickMeasured>(measured => Broadcast(_welcome.Yardstick(measured.Yardstick)));
        Receive<YardstickLacking>(lacking =>
        {
            if (lacking.Cause is { } cause)
            {
                Warn($"The survival of caretaker and chance could not be measured, so the page shows none: {cause}");
            }
        });
    }

    public static Props Props(TownletOptions options, ViewerLimits limits, RunInstruments instruments, TimeProvider time, DateTimeOffset started, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new AudienceActor(options, limits, instruments, time, started, incarnation));

    protected override void PreStart()
    {
        Context.Subscribe(
            typeof(ComponentStatus), typeof(Inference.PolicyLoaded), typeof(Inference.PlaybackChanged), typeof(Inference.LifeStarted),
            typeof(Inference.StepTaken), typeof(Inference.LifeEnded), typeof(Trainer.StatusChanged), typeof(Trainer.EpisodeCompleted),
            typeof(Trainer.StageChanged), typeof(Trainer.GeneralizationTested), typeof(Trainer.Completed));

        PublishCount();
        Ready("viewers can connect");
        MeasureYardstick();
    }

    /// <summary>Runs on another thread, because it takes seconds. Viewers get the result when it is known.</summary>
    private void MeasureYardstick()
    {
        var town = _options.Pack.Town;
        var seed = _options.Seed;
        Task.Run<object>(() => SurvivalYardstick.Measure(town, seed) is { } yardstick ? new YardstickMeasured(yardstick) : new YardstickLacking(null))
            .PipeTo(Self, failure: failure => new YardstickLacking(failure.Message));
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        // The viewers end with this actor, so it publishes their last count.
        Publish(new Audience.CountChanged(0));
    }

    // A failure of one viewer ends only that viewer, which can connect again.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void AnswerWhenAllClosed()
    {
        if (_viewers.Count == 0 && !_closeRequester.IsNobody())
        {
            Context.Announce(Component.Inference, "Server stopped.");
            _closeRequester.Tell(new Audience.Closed());
            _closeRequester = ActorRefs.Nobody;
        }
    }

    private void Broadcast(object message)
    {
        foreach (var viewer in _viewers)
        {
            viewer.Tell(message);
        }
    }

    private void Broadcast(IEnumerable<ViewerMessage> messages)
    {
        foreach (var message in messages)
        {
            Broadcast(message);
        }
    }

    private void PublishCount() => Publish(new Audience.CountChanged(_viewers.Count));

    private sealed record ViewerGone(IActorRef Viewer);

    private sealed record YardstickMeasured(SurvivalYardstick Yardstick);

    /// <param name="Cause">Null where the town's lives are too long to be measured.</param>
    private sealed record YardstickLacking(string? Cause);
}
