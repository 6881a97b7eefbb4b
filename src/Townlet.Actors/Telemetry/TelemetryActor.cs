using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Telemetry;

/// <summary>Updates the run's instruments from what is published.</summary>
internal sealed class TelemetryActor : ReceiveActor
{
    private readonly Dictionary<Component, int> _restarts = [];
    private long? _steps;

    public TelemetryActor(RunInstruments instruments)
    {
        Receive<Trainer.EpisodeCompleted>(completed => instruments.EpisodeCompleted(completed.Outcome));
        Receive<Trainer.StatusChanged>(changed =>
        {
            // A resumed run has steps from before this process, and after a crash the number of steps goes back.
            var lived = Math.Max(0, changed.Status.TotalSteps - (_steps ?? changed.Status.TotalSteps));
            _steps = changed.Status.TotalSteps;
            instruments.Training(changed.Status, lived);
        });
        Receive<CheckpointPublisher.Published>(published => instruments.CheckpointPublished(published.Duration, published.Checkpoint.Bytes));
        Receive<ComponentStatus>(status =>
        {
            instruments.Component(status, status.Restarts - _restarts.GetValueOrDefault(status.Component));
            _restarts[status.Component] = status.Restarts;
        });
        Receive<Audience.CountChanged>(changed => instruments.Viewers(changed.Count));
    }

    public static Props Props(RunInstruments instruments) => Akka.Actor.Props.Create(() => new TelemetryActor(instruments));

    protected override void PreStart()
    {
        Context.Subscribe(
            typeof(Trainer.EpisodeCompleted), typeof(Trainer.StatusChanged), typeof(CheckpointPublisher.Published), typeof(ComponentStatus),
            typeof(Audience.CountChanged));
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
