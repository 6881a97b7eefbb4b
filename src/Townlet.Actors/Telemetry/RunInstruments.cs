using System.Diagnostics.Metrics;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Actors.Telemetry;

/// <summary>
/// The run as <see cref="System.Diagnostics.Metrics"/> instruments, for the host's /metrics, dotnet-counters and other listeners. Counters count from the
/// start of the process. May be used from several threads.
/// </summary>
public sealed class RunInstruments
{
    /// <summary>Name of the meter that they belong to.</summary>
    public const string MeterName = "Townlet";

    private readonly Counter<long> _episodes;
    private readonly Counter<long> _steps;
    private readonly Histogram<long> _survival;
    private readonly Gauge<int> _episode;
    private readonly Gauge<int> _episodesWanted;
    private readonly Gauge<double> _stepsPerSecond;
    private readonly Gauge<int> _running;
    private readonly Gauge<double> _loss;
    private readonly Gauge<double> _epsilon;
    private readonly Gauge<int> _stage;
    private readonly Histogram<double> _checkpointDuration;
    private readonly Gauge<long> _checkpointSize;
    private readonly Counter<int> _restarts;
    private readonly Gauge<int> _ready;
    private readonly Gauge<int> _viewers;
    private readonly Counter<long> _framesDropped;

    public RunInstruments(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var meter = factory.Create(MeterName);
        _episodes = meter.CreateCounter<long>("townlet.episodes", "{episode}", "Training episodes finished, by how they ended.");
        _steps = meter.CreateCounter<long>("townlet.steps", "{step}", "Steps lived in training, by all agents together.");
        _survival = meter.CreateHistogram(
            "townlet.survival.steps",
            "{step}",
            "Length of the training episodes.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [10, 25, 50, 100, 150, 200, 250, 300, 350, 400, 450, 499, 500, 750, 999, 1000] });
        _episode = meter.CreateGauge<int>("townlet.episode", "{episode}", "Number of the newest finished episode of the run.");
        _episodesWanted = meter.CreateGauge<int>("townlet.episodes.wanted", "{episode}", "Episodes that the run will have.");
        _stepsPerSecond = meter.CreateGauge<double>("townlet.steps_per_second", null, "Training steps a second over the last interval; 0 while nothing is learnt.");
        _running = meter.CreateGauge<int>("townlet.training.running", null, "1 while training runs, 0 while it is paused or over.");
        _loss = meter.CreateGauge<double>("townlet.loss", null, "Mean loss of the learner over the newest episode.");
        _epsilon = meter.CreateGauge<double>("townlet.epsilon", null, "Share of random actions.");
        _stage = meter.CreateGauge<int>("townlet.curriculum.stage", null, "Curriculum stage of each agent, 1 to 5.");
        _checkpointDuration = meter.CreateHistogram(
            "townlet.checkpoint.duration",
            "s",
            "Time to write, check and publish a checkpoint.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _checkpointSize = meter.CreateGauge<long>("townlet.checkpoint.size", "By", "Size of the newest checkpoint.");
        _restarts = meter.CreateCounter<int>("townlet.component.restarts", "{restart}", "How often the supervisor restarted a component.");
        _ready = meter.CreateGauge<int>("townlet.component.ready", null, "1 while the component does its work.");
        _viewers = meter.CreateGauge<int>("townlet.viewers", "{viewer}", "WebSocket connections.");
        _framesDropped = meter.CreateCounter<long>("townlet.frames.dropped", "{frame}", "Frames that a viewer missed because it read too slowly.");
        _framesDropped.Add(0);
        _viewers.Record(0);
    }

    public void EpisodeCompleted(EpisodeOutcome episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        _episodes.Add(1, new KeyValuePair<string, object?>("end", LifeEndNames.NameOf(episode.End)));
        _survival.Record(episode.Length);
        _episode.Record(episode.Episode);
        _epsilon.Record(episode.Epsilon);
        _stage.Record(episode.Stage, new KeyValuePair<string, object?>("agent", episode.Agent));
        if (episode.Loss is { } loss)
        {
            _loss.Record(loss);
        }
    }

    public void Training(TrainingStatus status, long stepsSinceLast)
    {
        ArgumentNullException.ThrowIfNull(status);
        _steps.Add(stepsSinceLast);
        _episode.Record(status.CurrentEpisode);
        _episodesWanted.Record(status.TotalEpisodes);
        _stepsPerSecond.Record(status.StepsPerSecond);
        _running.Record(status is { IsTraining: true, Paused: false } ? 1 : 0);
        _epsilon.Record(status.Epsilon);
    }

    public void CheckpointPublished(TimeSpan duration, long bytes)
    {
        _checkpointDuration.Record(duration.TotalSeconds);
        _checkpointSize.Record(bytes);
    }

    public void Component(ComponentStatus status, int restartsSinceLast)
    {
        ArgumentNullException.ThrowIfNull(status);
        var component = new KeyValuePair<string, object?>("component", ComponentNames.Of(status.Component));
        _ready.Record(status.State == ComponentState.Ready ? 1 : 0, component);
        _restarts.Add(restartsSinceLast, component);
    }

    public void Viewers(int count) => _viewers.Record(count);

    public void FrameDropped() => _framesDropped.Add(1);
}
