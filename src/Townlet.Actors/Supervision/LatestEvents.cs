using System.Collections.Immutable;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Following;
using Townlet.Actors.Playback;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Supervision;

/// <summary>The last event of each kind: what <see cref="Supervisor.GetStatus"/> asks for, and what an instance that replaces another must know.</summary>
/// <param name="components">As they stand before the first event, in the order in which they are shown.</param>
/// <param name="training">Before the first event.</param>
/// <param name="page">Where the web server itself serves the page; null where it does not.</param>
internal sealed class LatestEvents(ImmutableArray<ComponentStatus> components, TrainingStatus training, Uri? page)
{
    private readonly Dictionary<Component, ComponentStatus> _reported = [];
    private TrainingStatus _training = training;
    private string? _checkpoint;
    private Inference.PlaybackChanged? _playback;
    private Inference.PolicyLoaded? _policy;
    private Inference.LifeStarted? _life;
    private Inference.StepTaken? _frame;
    private int _viewers;

    /// <summary>The events that it wants to hear.</summary>
    public static ImmutableArray<Type> Types { get; } =
    [
        typeof(ComponentStatus), typeof(Trainer.StatusChanged), typeof(Trainer.EpisodeCompleted), typeof(CheckpointPublisher.Found), typeof(CheckpointPublisher.Published),
        typeof(RunFollower.PolicyFound), typeof(Inference.PlaybackChanged), typeof(Inference.PolicyLoaded), typeof(Inference.LifeStarted), typeof(Inference.StepTaken),
        typeof(Audience.CountChanged),
    ];

    public void Hear(object happened)
    {
        switch (happened)
        {
            case ComponentStatus status:
                _reported[status.Component] = status;
                break;
            case Trainer.StatusChanged changed:
                _training = changed.Status;
                break;
            case Trainer.EpisodeCompleted completed:
                _training = _training with { CurrentEpisode = completed.Outcome.Episode };
                break;
            case CheckpointPublisher.Found found:
                _checkpoint = found.Name;
                break;
            case CheckpointPublisher.Published published:
                _checkpoint = published.Checkpoint.Name;
                break;
            case RunFollower.PolicyFound found:
                _checkpoint = found.Policy.Name;
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

    public Supervisor.Status Status() => new(
        [.. components.Select(initial => _reported.GetValueOrDefault(initial.Component, initial))],
        _training,
        _checkpoint,
        page ?? _reported.Values.Select(status => status.Address).FirstOrDefault(address => address is not null),
        _viewers);

    /// <summary>For new viewers: a town that is held shows nothing new, and who joins must see it nevertheless.</summary>
    public IEnumerable<object> ForViewers() =>
        [.. _reported.Values, .. ((object?[])[new Trainer.StatusChanged(_training), _playback, _policy, _life, _frame]).OfType<object>()];

    public IEnumerable<object> ForTrainer() => _training.Paused ? [new Trainer.Pause()] : [];

    public IEnumerable<object> ForInference() => _playback is { } playback && _policy is { } policy
        ? [new Inference.TakeOver(playback, policy.Policy.Name, _life?.Life.Episode ?? 0, ThrownAway: _frame is { Frame.Alive: true })]
        : [];
}
