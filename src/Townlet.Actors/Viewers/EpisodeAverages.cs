using Townlet.Learning.Training;

namespace Townlet.Actors.Viewers;

/// <summary>Means over the last five training episodes, as <c>episode_complete</c> carries them.</summary>
internal sealed class EpisodeAverages
{
    private const int Window = 5;

    private readonly Queue<EpisodeOutcome> _recent = new();

    public double Reward => _recent.Count == 0 ? 0 : _recent.Average(episode => episode.Reward);

    public double Length => _recent.Count == 0 ? 0 : _recent.Average(episode => episode.Length);

    /// <summary>Mean over the episodes that have a loss; null before the first.</summary>
    public double? Loss => _recent.Average(episode => episode.Loss);

    public void Add(EpisodeOutcome episode)
    {
        _recent.Enqueue(episode);
        if (_recent.Count > Window)
        {
            _recent.Dequeue();
        }
    }
}
