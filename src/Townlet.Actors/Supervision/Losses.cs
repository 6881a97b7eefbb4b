using Townlet.Actors.Training;
using Townlet.Learning.Checkpoints;

namespace Townlet.Actors.Supervision;

/// <summary>What a run did and could not keep.</summary>
internal sealed class Losses
{
    private const int MostNamed = 5;

    // Episodes that a restarted trainer lives again are lost once.
    private readonly SortedSet<int> _episodes = [];
    private readonly SortedSet<int> _checkpoints = [];

    /// <summary>Why episodes were not recorded: a sentence; null where it is not known.</summary>
    public string? Because { get; set; }

    public void Add(Trainer.IRecorded happened)
    {
        if (happened is Trainer.EpisodeCompleted completed)
        {
            _episodes.Add(completed.Outcome.Episode);
        }
    }

    public void Add(Checkpoint checkpoint) => _checkpoints.Add(checkpoint.Episode);

    /// <returns>One sentence for the user; null where nothing was lost.</returns>
    public string? Describe()
    {
        var episodes = _episodes.Count switch
        {
            0 => null,
            1 => $"episode {_episodes.Min} is not recorded",
            var count => $"{count} episodes from {_episodes.Min} to {_episodes.Max} are not recorded",
        };
        if (episodes is not null && !string.IsNullOrEmpty(Because))
        {
            episodes += $" ({Because.TrimEnd('.')})";
        }

        var checkpoints = _checkpoints.Count switch
        {
            0 => null,
            1 => $"the checkpoint of episode {_checkpoints.Min} was not written",
            var count => $"{count} checkpoints were not written (of episodes {string.Join(", ", _checkpoints.Take(MostNamed))}{(count > MostNamed ? ", ..." : "")})",
        };
        return (episodes, checkpoints) switch
        {
            (null, null) => null,
            (_, null) => $"Lost in this run: {episodes}.",
            (null, _) => $"Lost in this run: {checkpoints}.",
            _ => $"Lost in this run: {episodes}; {checkpoints}.",
        };
    }
}
