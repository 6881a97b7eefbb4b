using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Runs.Metrics;

namespace Townlet.Experiments.Reports;

/// <summary>Reads the report of an experiment on disk, whoever runs it. Asked again, it computes only what has changed. May be used from several threads.</summary>
/// <param name="folder">Of the experiment.</param>
public sealed class ReportReader(ExperimentFolder folder)
{
    private readonly Lock _lock = new();
    private ExperimentPlan? _plan;
    private (long Version, ExperimentReport Report)? _newest;

    /// <summary>What was asked for.</summary>
    /// <exception cref="ExperimentRefusedException">There is no experiment, or it cannot be read.</exception>
    public ExperimentPlan Plan
    {
        get
        {
            lock (_lock)
            {
                return _plan ??= ExperimentPlan.Of(folder.ReadDefinition()
                    ?? throw new ExperimentRefusedException($"There is no experiment in {folder.Path}. 'townlet run --experiment-name NAME --runs N' makes one."));
            }
        }
    }

    /// <exception cref="ExperimentRefusedException">There is no experiment, or it cannot be read.</exception>
    public ExperimentReport Read()
    {
        lock (_lock)
        {
            var version = JournalReader.Version(folder);
            if (_newest is not { } newest || newest.Version != version)
            {
                _newest = newest = (version, ExperimentReport.Of(Plan, JournalReader.Read(folder)));
            }

            return newest.Report.With(Running(newest.Report));
        }
    }

    /// <summary>How far the trials are that run on this machine: their records say it, before the journal does.</summary>
    private Dictionary<int, int> Running(ExperimentReport report)
    {
        var episodes = new Dictionary<int, int>();
        foreach (var run in report.Arms.SelectMany(arm => arm.Runs).Where(run => run.State == TrialPhase.Granted))
        {
            try
            {
                using var records = MetricsReader.Open(Path.Combine(folder.Path, run.Folder, "metrics.db"));
                if (records is not null)
                {
                    episodes.Add(run.Trial, records.Summary().Episodes);
                }
            }
            catch (MetricsDatabaseException)
            {
                // The journal knows less, but is enough.
            }
        }

        return episodes;
    }
}
