namespace Townlet.Runs;

/// <summary>A run that is only looked at, while another process may be training in it; nothing in it is touched. Used by one thread at a time.</summary>
/// <param name="folder">The run.</param>
public sealed class FollowedRun(RunFolder folder) : IDisposable
{
    private readonly HashSet<int> _policies = [];
    private MetricsDatabase? _database;
    private int? _episodes;

    /// <summary>What is new since the last look; the first look tells the newest episode alone, of those that were there.</summary>
    /// <exception cref="MetricsDatabaseException">The records cannot be read.</exception>
    /// <exception cref="RunFolderException">run.json cannot be read.</exception>
    public RunNews Look()
    {
        var isTraining = RunLock.IsTaken(folder);
        var manifest = RunManifest.Read(folder);
        var records = OpenRecords();
        var page = NewEpisodes(records);
        var news = new RunNews
        {
            Policies = [.. CheckpointStore.PoliciesOf(folder).Where(policy => _policies.Add(policy.Episode))],
            Episodes = page.Episodes,
            Transitions = _episodes is { } known && page.Total > known ? records!.Transitions(known + 1) : [],
            EpisodesCompleted = page.Total,
            EpisodesWanted = Math.Max(manifest?.EpisodesWanted ?? 0, page.Total),
            IsTraining = isTraining,
            IsFinished = manifest?.Status == RunStatus.Finished && !isTraining,
        };
        _episodes = page.Total;
        return news;
    }

    /// <summary>The run's records, to be read; null before the first is made.</summary>
    /// <exception cref="MetricsDatabaseException">They cannot be read.</exception>
    public MetricsDatabase? OpenRecords() => _database ??= MetricsDatabase.OpenToRead(folder.MetricsDatabase);

    public void Dispose() => _database?.Dispose();

    private EpisodePage NewEpisodes(MetricsDatabase? records)
    {
        if (records is null)
        {
            return EpisodePage.None;
        }

        var total = records.Episodes(from: 1, limit: 0).Total;
        // A trainer that goes on from a checkpoint takes back the episodes after it.
        var known = Math.Min(_episodes ?? total - 1, total);
        return records.Episodes(known + 1, int.MaxValue);
    }
}
