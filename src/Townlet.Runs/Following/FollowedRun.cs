using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;

namespace Townlet.Runs.Following;

/// <summary>A run that is only read, while another process may be training in it. Used by one thread at a time.</summary>
/// <param name="folder">The run.</param>
public sealed class FollowedRun(RunFolder folder) : IDisposable
{
    private readonly HashSet<int> _policies = [];
    private readonly StoredRecords _records = new(folder);
    private (DateTimeOffset StartedAt, string PackHash)? _identity;
    private int? _episodes;
    private string? _goneBecause;

    /// <summary>What is new since the last look; of the episodes that are there already, the first look returns only the newest.</summary>
    /// <exception cref="MetricsDatabaseException">The records cannot be read.</exception>
    /// <exception cref="RunFolderException">run.json cannot be read.</exception>
    /// <exception cref="RunGoneException">The run is not there, or another one is.</exception>
    public RunNews Look()
    {
        var manifest = ReadManifest();
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

    /// <summary>Opens the run's records for reading; null where there are none yet. They are opened again where another file has taken their place.</summary>
    /// <exception cref="MetricsDatabaseException">The run is gone, or its records cannot be read.</exception>
    public MetricsReader? OpenRecords() => _goneBecause is null ? _records.Open() : throw new MetricsDatabaseException(_goneBecause);

    public void Dispose() => _records.Dispose();

    private RunManifest? ReadManifest()
    {
        if (!RunFolder.Exists(folder.Path))
        {
            throw Gone($"The run in {folder.Path} is gone: {RunFolder.WhyClosed(folder.Path) ?? "the folder was moved or removed, or its disk is not there."}");
        }

        if (RunManifest.Read(folder) is not { } manifest)
        {
            // Killed before it wrote any.
            _goneBecause = null;
            return null;
        }

        var identity = (manifest.StartedAt, manifest.PackHash);
        _identity ??= identity;
        if (_identity != identity)
        {
            throw Gone($"Another run stands in {folder.Path}: it was started at {manifest.StartedAt:u}, and the one that is shown here at {_identity.Value.StartedAt:u}.");
        }

        _goneBecause = null;
        return manifest;
    }

    private RunGoneException Gone(string reason)
    {
        _records.Close();
        _goneBecause = reason;
        return new RunGoneException(reason);
    }

    private EpisodePage NewEpisodes()
    {
        var total = _records.Episodes(from: 1, limit: 0).Total;
        // A trainer that resumes from a checkpoint removes the episodes after it.
        var known = Math.Min(_episodes ?? total - 1, total);
        return _records.Episodes(known + 1, int.MaxValue);
    }
}
