using Townlet.Actors.Training;
using Townlet.Learning.Checkpoints;

namespace Townlet.Actors.Recording;

/// <summary>What a run did and could not keep.</summary>
internal sealed class Losses
{
    private const int MostNamed = 5;

    /// <summary>First and last number of each gap, in order: a disk that is full for days costs thousands of episodes and leaves one gap.</summary>
    private readonly List<(int First, int Last)> _gaps = [];
    private readonly SortedSet<int> _checkpoints = [];

    /// <summary>Why episodes were not recorded: a sentence; null where it is not known.</summary>
    public string? Because { get; set; }

    /// <summary>Episodes that are not recorded.</summary>
    public int Episodes => _gaps.Sum(gap => gap.Last - gap.First + 1);

    public void Add(Trainer.IRecorded happened)
    {
        if (happened is Trainer.EpisodeCompleted completed)
        {
            AddEpisode(completed.Outcome.Episode);
        }
    }

    /// <summary>Later episodes are lived again, and may be recorded this time.</summary>
    public void LivedAgainAfter(int episode)
    {
        _gaps.RemoveAll(gap => gap.First > episode);
        if (_gaps is [.., var last])
        {
            _gaps[^1] = (last.First, Math.Min(last.Last, episode));
        }
    }

    private void AddEpisode(int episode)
    {
        var at = _gaps.FindIndex(gap => gap.Last >= episode - 1);
        if (at < 0 || _gaps[at].First > episode + 1)
        {
            _gaps.Insert(at < 0 ? _gaps.Count : at, (episode, episode));
            return;
        }

        _gaps[at] = (Math.Min(_gaps[at].First, episode), Math.Max(_gaps[at].Last, episode));
        if (at + 1 < _gaps.Count && _gaps[at + 1].First == _gaps[at].Last + 1)
        {
            _gaps[at] = (_gaps[at].First, _gaps[at + 1].Last);
            _gaps.RemoveAt(at + 1);
        }
    }

    public void Add(Checkpoint checkpoint) => _checkpoints.Add(checkpoint.Episode);

    /// <returns>One sentence for the user; null where nothing was lost.</returns>
    public string? Describe()
    {
        var episodes = Episodes switch
        {
            0 => null,
            1 => $"episode {_gaps[0].First} is not recorded",
            var count => $"{count} episodes from {_gaps[0].First} to {_gaps[^1].Last} are not recorded",
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
