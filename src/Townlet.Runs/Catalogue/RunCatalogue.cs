using Townlet.Runs.Metrics;

namespace Townlet.Runs.Catalogue;

/// <summary>The runs below a folder: <c>root/run</c> and <c>root/level/run</c>. Nothing in them is changed.</summary>
public static class RunCatalogue
{
    /// <summary>Every run, newest start first; those without a known start come last.</summary>
    /// <param name="root">The folder, which need not exist.</param>
    public static IReadOnlyList<RunEntry> In(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        return
        [
            .. Folders(root).SelectMany(folder => RunFolder.Exists(folder) || RunFolder.WhyClosed(folder) is not null
                    ? [folder]
                    : Folders(folder).Where(inner => RunFolder.Exists(inner) || RunFolder.WhyClosed(inner) is not null))
                .Select(Describe)
                .OrderByDescending(entry => entry.StartedAt ?? DateTimeOffset.MinValue)
                .ThenBy(entry => entry.Path, StringComparer.Ordinal),
        ];
    }

    private static string[] Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static RunEntry Describe(string path) => RunFolder.Exists(path)
        ? Describe(RunFolder.Open(path))
        : new RunEntry { Path = path, Standing = RunStanding.Unknown, Fault = $"{path} cannot be looked into: {RunFolder.WhyClosed(path)}" };

    private static RunEntry Describe(RunFolder folder)
    {
        var entry = new RunEntry { Path = folder.Path, Standing = RunStanding.Unknown };
        try
        {
            if (RunManifest.Read(folder) is not { } manifest)
            {
                return entry with { Standing = RunLock.IsTaken(folder) ? RunStanding.Running : RunStanding.Interrupted };
            }

            entry = entry with
            {
                Pack = manifest.PackName,
                Standing = StandingOf(folder, manifest.Status),
                Episodes = manifest.EpisodesCompleted,
                EpisodesWanted = manifest.EpisodesWanted,
                BestSurvival = manifest.BestSurvival,
                StartedAt = manifest.StartedAt,
                UpdatedAt = manifest.UpdatedAt,
            };
            if (entry is { Standing: RunStanding.Running or RunStanding.Interrupted } or { BestSurvival: null })
            {
                // Its run.json was written at the start and says nothing of what followed.
                using var database = MetricsReader.Open(folder.MetricsDatabase);
                var (episodes, best) = database?.Summary() ?? (0, 0);
                entry = entry with { Episodes = episodes, BestSurvival = best };
            }

            return entry;
        }
        catch (Exception fault) when (fault is RunFolderException or MetricsDatabaseException)
        {
            return entry with { Fault = fault.Message };
        }
    }

    private static RunStanding StandingOf(RunFolder folder, RunStatus status) => RunLock.IsTaken(folder)
        ? RunStanding.Running
        : status switch
        {
            RunStatus.Finished => RunStanding.Finished,
            RunStatus.Stopped => RunStanding.Stopped,
            RunStatus.Failed => RunStanding.Failed,
            _ => RunStanding.Interrupted,
        };
}
