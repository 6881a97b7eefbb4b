using System.Reflection;
using Townlet.Configuration.Settings;
using Townlet.Learning.Torch;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;

namespace Townlet.Host.Commands;

/// <summary>Keeps run.json up to date: first that the run has begun, then how it ended.</summary>
internal sealed class RunJournal
{
    private readonly RunFolder _folder;
    private readonly TownletOptions _options;
    private RunManifest _manifest;

    private RunJournal(TownletOptions options, RunManifest manifest)
    {
        _options = options;
        _folder = options.Folder;
        _manifest = manifest;
    }

    /// <exception cref="RunRefusedException">The run's folder cannot be written.</exception>
    public static RunJournal Begin(TownletOptions options, RunManifest? earlier, RunSettings settings)
    {
        var now = TimeProvider.System.GetUtcNow();
        var journal = new RunJournal(options, new RunManifest
        {
            Seed = options.Seed,
            EpisodesWanted = options.Episodes,
            EpisodesCompleted = earlier?.EpisodesCompleted ?? 0,
            PackName = options.Pack.Name,
            PackHash = options.Pack.Hash,
            Versions = new RunVersions(
                options.Version,
                Environment.Version.ToString(),
                TorchEngine.Version),
            Options = Named(settings),
            Status = RunStatus.Running,
            StartedAt = earlier?.StartedAt ?? now,
            UpdatedAt = now,
        });
        try
        {
            journal._manifest.Write(options.Folder);
            return journal;
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }

    /// <summary>Writes how the run ended, whether its records can be read or not.</summary>
    /// <exception cref="MetricsDatabaseException">The records cannot be read; run.json is written.</exception>
    /// <exception cref="RunFolderException">run.json cannot be written.</exception>
    public void End(RunEnded ended)
    {
        try
        {
            using var records = MetricsReader.Open(_folder.MetricsDatabase);
            var (episodes, best) = records?.Summary() ?? (0, 0);
            _manifest = _manifest with { EpisodesCompleted = episodes, BestSurvival = best };
        }
        catch (MetricsDatabaseException)
        {
            // As much as the checkpoints tell.
            _manifest = _manifest with { EpisodesCompleted = CheckpointStore.NewestPolicyOf(_folder)?.Episode ?? _manifest.EpisodesCompleted };
            throw;
        }
        finally
        {
            WriteEnd(ended);
        }
    }

    private void WriteEnd(RunEnded ended)
    {
        _manifest = _manifest with
        {
            Status = ended.ExitCode != ExitCode.Success ? RunStatus.Failed
                : ended == RunEnded.TrainingDone ? RunStatus.Finished
                : RunStatus.Stopped,
            UpdatedAt = TimeProvider.System.GetUtcNow(),
        };
        _manifest.Write(_folder);
    }

    private static Dictionary<string, string> Named(RunSettings settings) =>
        typeof(RunSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property.Name, Value: property.GetValue(settings)))
            .Where(option => option.Value is not (null or false or string[] { Length: 0 }))
            .ToDictionary(option => option.Name, option => option.Value switch
            {
                string[] list => string.Join(",", list),
                // As it is written on the command line.
                DeviceKind device => device.ToString().ToLowerInvariant(),
                var value => value!.ToString()!,
            });
}
