using System.Collections.Immutable;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Following;
using Townlet.Actors.Playback;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Supervision;

/// <summary>What was last told of the run: for <see cref="Supervisor.GetStatus"/>, and for a component that replaces one that failed.</summary>
internal sealed class RunMemory(TrainingStatus training, Uri? page)
{
    private readonly Dictionary<Component, ComponentStatus> _components = [];
    private TrainingStatus _training = training;
    private Inference.PlaybackChanged? _playback;
    private Inference.PolicyLoaded? _policy;
    private Inference.LifeStarted? _life;
    private Inference.StepTaken? _frame;
    private int _viewers;

    /// <summary>The events that it wants to hear.</summary>
    public static ImmutableArray<Type> Events { get; } =
    [
        typeof(Trainer.StatusChanged), typeof(CheckpointPublisher.Found), typeof(CheckpointPublisher.Published), typeof(RunFollower.PolicyFound),
        typeof(Inference.PlaybackChanged), typeof(Inference.PolicyLoaded), typeof(Inference.LifeStarted), typeof(Inference.StepTaken), typeof(Audience.CountChanged),
    ];

    /// <summary>Name of the newest checkpoint; null before the first.</summary>
    public string? Checkpoint { get; private set; }

    /// <summary>Where the page answers; null where it does not.</summary>
    public Uri? Page { get; set; } = page;

    public void Hear(object happened)
    {
        switch (happened)
        {
            case ComponentStatus status:
                _components[status.Component] = status;
                break;
            case Trainer.StatusChanged changed:
                _training = changed.Status;
                break;
            case Trainer.EpisodeCompleted completed:
                _training = _training with { CurrentEpisode = completed.Outcome.Episode };
                break;
            case CheckpointPublisher.Found found:
                Checkpoint = found.Name;
                break;
            case CheckpointPublisher.Published published:
                Checkpoint = published.Checkpoint.Name;
                break;
            case RunFollower.PolicyFound found:
                Checkpoint = found.Policy.Name;
                break;
            case Inference.PlaybackChanged changed:
                _playback = changed;
                break;
            case Inference.PolicyLoaded loaded:
                _policy = loaded;
                break;
            case Inference.LifeStarted started:
                _life = started;
                break;
            case Inference.StepTaken step:
                _frame = step;
                break;
            case Audience.CountChanged changed:
                _viewers = changed.Count;
                break;
        }
    }

    public Supervisor.Status Status(IEnumerable<ComponentStatus> components) => new([.. components], _training, Checkpoint, Page, _viewers);

    /// <summary>For new viewers: a town that is held shows nothing new, and who joins must see it nevertheless.</summary>
    public IEnumerable<object> ForViewers() =>
        [.. _components.Values, .. ((object?[])[new Trainer.StatusChanged(_training), _playback, _policy, _life, _frame]).OfType<object>()];

    public IEnumerable<object> ForTrainer() => _training.Paused ? [new Trainer.Pause()] : [];

    public IEnumerable<object> ForInference() => _playback is { } playback && _policy is { } policy
        ? [new Inference.TakeOver(playback, policy.Policy.Name, _life?.Life.Episode ?? 0, ThrownAway: _frame is { Frame.Alive: true })]
        : [];
}
