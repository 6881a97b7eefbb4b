using System.Globalization;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;

namespace Townlet.Host.ConsoleOutput;

/// <summary>
/// Writes console lines about training episodes: at most one line per second, with the number of episodes that had no line,
/// and a summary every hundred episodes.
/// </summary>
/// <param name="totalEpisodes">Number of episodes of the run.</param>
/// <param name="agents">Number of agents of the run.</param>
/// <param name="time">The clock for the pause between lines.</param>
internal sealed class EpisodeNarrator(int totalEpisodes, int agents, TimeProvider time)
{
    private const int SummaryEvery = 100;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly List<EpisodeOutcome> _sinceSummary = [];
    private readonly StageNarrator _stages = new(agents);
    private long? _lastLine;
    private int _unspoken;

    /// <summary>Size of the newest checkpoint, for the summary; 0 before the first.</summary>
    public long CheckpointBytes { get; set; }

    public double StepsPerSecond { get; set; }

    public double? SecondsLeft { get; set; }

    /// <returns>None, one or two lines.</returns>
    public IEnumerable<string> Tell(EpisodeOutcome episode)
    {
        _stages.Hear(episode);

        // After a crash the trainer lives the episodes after its checkpoint again.
        _sinceSummary.RemoveAll(told => told.Episode >= episode.Episode);
        _sinceSummary.Add(episode);
        if (_lastLine is not { } last || time.GetElapsedTime(last) >= _pause)
        {
            yield return Line(episode);
            _lastLine = time.GetTimestamp();
            _unspoken = 0;
        }
        else
        {
            _unspoken++;
        }

        if (episode.Episode % SummaryEvery == 0)
        {
            yield return Summary(episode);
            _sinceSummary.Clear();
        }
    }

    /// <returns>A line, or null where there is nothing to say.</returns>
    public string? Tell(StageTransition transition) => _stages.Tell(transition);

    private string Line(EpisodeOutcome episode)
    {
        var more = _unspoken == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" | {_unspoken} more since the last line");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Episode {episode.Episode}/{totalEpisodes} | Survival: {episode.Length} steps | Reward: {Reward(episode.Reward)} | Stage: {episode.Stage} | Epsilon: {episode.Epsilon:0.000}{more}");
    }

    private string Summary(EpisodeOutcome latest)
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"Episodes {latest.Episode - _sinceSummary.Count + 1}-{latest.Episode}: survival mean {_sinceSummary.Average(episode => episode.Length):0.0}, best {_sinceSummary.Max(episode => episode.Length)}"),
            $"reward {Reward(_sinceSummary.Average(episode => episode.Reward))}",
            $"stage {_stages.Range}",
            string.Create(CultureInfo.InvariantCulture, $"{StepsPerSecond:0} steps/s"),
        };
        if (CheckpointBytes > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"checkpoint {CheckpointBytes / 1e6:0.0} MB"));
        }

        if (SecondsLeft is { } left)
        {
            parts.Add($"{Durations.InWords(TimeSpan.FromSeconds(left))} left");
        }

        return string.Join(" | ", parts);
    }

    /// <summary>Records of an older version do not hold the reward that was learnt from.</summary>
    private static string Reward(double reward) =>
        double.IsNaN(reward) ? "unknown" : reward.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
