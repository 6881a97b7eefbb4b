using System.Collections.Immutable;
using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Wire;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;

namespace Townlet.Actors.Viewers;

/// <summary>
/// Turns what happens into messages, each encoded once for all viewers, and remembers what a viewer who joins later
/// must be told.
/// </summary>
/// <param name="options">The run.</param>
/// <param name="time">Dates the messages.</param>
/// <param name="started">When the town was started, which may be long before its viewers' actor.</param>
internal sealed class ViewerWelcome(TownletOptions options, TimeProvider time, DateTimeOffset started)
{
    private readonly RewardDescription _reward = RewardDescription.Of(options.Pack.Population);
    private readonly TownDescription _town = TownDescription.Of(options.Pack.Town);
    private readonly EpisodeAverages _averages = new();
    private readonly Dictionary<Component, ComponentStatus> _components = [];
    private TrainingStatus _training = TrainingStatus.NotStarted(options.Episodes);
    private Inference.PlaybackChanged _playback = new(Playing: true, Speed: 1, AutoCheckpoint: true);
    private ImmutableArray<string> _models = [];
    private WatchedPolicy? _policy;
    private ViewerMessage? _lifeStarted;
    private ViewerMessage? _frame;
    private YardstickMessage? _yardstick;

    /// <summary>The first messages to a new viewer.</summary>
    public IEnumerable<ViewerMessage> Messages()
    {
        yield return ViewerMessage.Of(Connected());
        if (_lifeStarted is { } life)
        {
            yield return life;
        }

        if (_frame is { } frame)
        {
            yield return frame;
        }
    }

    public ViewerMessage Component(ComponentStatus status)
    {
        _components[status.Component] = status;
        return ViewerMessage.Of(ServerStatusMessage.Of(status, time));
    }

    public ViewerMessage Yardstick(SurvivalYardstick yardstick) => ViewerMessage.Of(_yardstick = new YardstickMessage(yardstick));

    public ViewerMessage PolicyLoaded(Inference.PolicyLoaded loaded)
    {
        (_policy, _models) = (loaded.Policy, loaded.Available);
        return ViewerMessage.Of(new ModelLoadedMessage(_policy, _models, options.Episodes));
    }

    /// <summary>One message, or two where the automatic choice of checkpoints changed as well.</summary>
    public IEnumerable<ViewerMessage> Playback(Inference.PlaybackChanged playback)
    {
        var autoChanged = playback.AutoCheckpoint != _playback.AutoCheckpoint;
        _playback = playback;
        yield return ViewerMessage.Of(new PlaybackMessage(playback.Playing, playback.Speed, playback.Conditions));
        if (autoChanged)
        {
            yield return ViewerMessage.Of(new AutoCheckpointModeMessage(playback.AutoCheckpoint));
        }
    }

    public ViewerMessage LifeStarted(WatchedLife life)
    {
        _frame = null;
        return _lifeStarted = ViewerMessage.Of(new EpisodeStartMessage(life, options.Episodes, Wire.Telemetry.Of(life, steps: 0, time.GetUtcNow())));
    }

    public ViewerMessage Frame(WatchedLife life, TownFrame frame) =>
        _frame = ViewerMessage.Of(new StateUpdateMessage(life, frame, options, _training.CurrentEpisode, time.GetUtcNow()));

    public ViewerMessage LifeEnded(Inference.LifeEnded ended) =>
        ViewerMessage.Of(new EpisodeEndMessage(ended, options.Episodes, Wire.Telemetry.Of(ended.Life, ended.Steps, time.GetUtcNow())));

    /// <summary>The status, and a message of its own where training was paused or resumed.</summary>
    public IEnumerable<ViewerMessage> Training(TrainingStatus status)
    {
        var pauseChanged = status.Paused != _training.Paused;
        _training = status;
        yield return ViewerMessage.Of(new TrainingStatusMessage(status));
        if (pauseChanged)
        {
            yield return ViewerMessage.Of(status.Paused
                ? new PausedMessage(status.CurrentEpisode, status.TotalEpisodes)
                : new ResumedMessage(status.CurrentEpisode, status.TotalEpisodes));
        }
    }

    public ViewerMessage TrainingComplete(int episode) => ViewerMessage.Of(new TrainingCompleteMessage(episode, options.Episodes));

    public ViewerMessage EpisodeComplete(EpisodeOutcome episode, EpisodeDetail? detail)
    {
        _averages.Add(episode);
        _training = _training with { CurrentEpisode = episode.Episode };
        return ViewerMessage.Of(new EpisodeCompleteMessage(
            episode, detail?.ReplaySize, WireFormat.Finite(_averages.Reward), _averages.Length, WireFormat.Finite(_averages.Loss)));
    }

    private ConnectedMessage Connected() => new(
        Message: $"Welcome to Townlet {options.Version}.",
        Mode: "inference",
        AvailableModels: _models,
        Checkpoint: WireFormat.CheckpointName(_policy),
        CheckpointEpisode: _policy?.Episode ?? 0,
        TotalEpisodes: options.Episodes,
        Epsilon: _policy?.Epsilon ?? options.Pack.Exploration.EpsilonStart,
        AutoCheckpointMode: _playback.AutoCheckpoint,
        Version: options.Version,
        Run: options.Folder.Path,
        Pack: options.Pack.Name,
        Playing: _playback.Playing,
        Speed: _playback.Speed,
        Conditions: _playback.Conditions,
        Reward: _reward,
        Town: _town,
        Training: new TrainingStatusMessage(_training),
        Components: [.. _components.Values.Select(status => ServerStatusMessage.Of(status, time))],
        StartedUnix: WireFormat.UnixSeconds(started),
        Breakable: options.AllowsFaults ? [.. options.Components.Select(ComponentNames.Of)] : [],
        Yardstick: _yardstick);
}
