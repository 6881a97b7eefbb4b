using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;

namespace Townlet.Runs.Following;

/// <summary>A run that is only read, while another process may be training in it. Used by one thread at a time.</summary>
/// <param name="folder">The run.</param>
public sealed class FollowedRun(RunFolder folder) : IDisposable
{
    private readonly HashSet<int> _policies = [];
    private readonly StoredRecords _records = new(folder);
    private readonly RunPresence _presence = new(folder);
    private int? _episodes;

    /// <summary>What is new since the last look; of the episodes that are there already, the first look returns only the newest.</summary>
    /// <exception cref="MetricsDatabaseException">The records cannot be read.</exception>
    /// <exception cref="RunFolderException">run.json cannot be read.</exception>
    /// <exception cref="RunGoneException">The run is not there, or another one is.</exception>
    public RunNews Look()
    {
        var manifest = RequireRun();
        var isTraining = RunLock.IsTaken(folder);
        var page = NewEpisodes();
        var news = new RunNews
        {
            Policies = [.. CheckpointStore.PoliciesOf(folder).Where(policy => _policies.Add(policy.Episode))],
            Episodes = page.Episodes,
            Transitions = _episodes is { } known && page.Total > known ? _records.Transitions(known + 1) : [],
            EpisodesCompleted = page.Total,
            EpisodesWanted = Math.Max(manifest?.EpisodesWanted ?? 0, page.Total),
            IsTraining = isTraining,
            IsFinished = manifest?.Status == RunStatus.Finished && !isTraining,
        };
        _episodes = page.Total;
        return news;
    }

    public void Dispose() => _records.Dispose();

    private RunManifest? RequireRun()
    {
        try
        {
            return _presence.Require();
        }
        catch (RunGoneException)
        {
            _records.Close();
            throw;
        }
    }

    private EpisodePage NewEpisodes()
    {
        var total = _records.Episodes(from: 1, limit: 0).Total;
        // A trainer that resumes from a checkpoint removes the episodes after it.
        var known = Math.Min(_episodes ?? total - 1, total);
        return _records.Episodes(known + 1, int.MaxValue);
    }
}
