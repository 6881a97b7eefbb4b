using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Experiments.Hosting;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Workers;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Host.Web;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary>
/// The page of an experiment: a town that follows one trial after the other, as <c>serve</c> does, in an actor system of its own. Whatever becomes of it, the experiment goes on.
/// </summary>
internal sealed class ExperimentTown : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly RunSettings _settings;
    private readonly ConsoleLines _lines;
    private readonly TownServer _server;
    private readonly TownletOptions _options;

    private ExperimentTown(RunSettings settings, ConsoleLines lines, TownServer server, TownletOptions options)
    {
        _settings = settings;
        _lines = lines;
        _server = server;
        _options = options;
    }

    /// <summary>Prepares the first trial that is not over: the page needs a run to show.</summary>
    /// <exception cref="RunRefusedException">The trial's folder cannot be made, or holds another run.</exception>
    public static ExperimentTown Prepare(ExperimentOptions experiment, RunSettings settings, TownServer server, ConsoleLines lines)
    {
        var state = JournalReader.Read(experiment.Folder);
        var trial = experiment.Plan.Trials.FirstOrDefault(trial => state.Find(trial.Number) is not { IsOver: true }) ?? experiment.Plan.Trials[0];
        try
        {
            var folder = PreparedTrial.Open(experiment.Folder, experiment.Plan, trial, experiment.Time.GetUtcNow(), experiment.Versions);
            var manifest = RunProgram.ReadManifest(folder, lines);
            return new ExperimentTown(settings, lines, server, TownletServe.Options(folder, manifest, PackOfRun.Choose(folder, manifest, wanted: null), server, settings));
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }

    /// <summary>Serves until the experiment is over, or a signal ends both.</summary>
    /// <param name="name">Of the experiment.</param>
    /// <param name="hocon">From <see cref="HostedTown.ReadHocon"/>.</param>
    /// <param name="signals">Ctrl+C and the other stop signals.</param>
    public async Task ServeAsync(string name, string hocon, StopSignals signals)
    {
        var experiments = new ServedExperiments(ExperimentShelf.Of(RunProgram.RunsRoot, name)) { IsBeside = true, Over = _over.Token };
        try
        {
            var ended = await HostedTown.RunAsync(_options, _settings, hocon, _server, _lines, signals, experiments).ConfigureAwait(false);
            if (ended.ExitCode != ExitCode.Success)
            {
                Tell(ended.Explanation);
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            Tell(failure.Message);
        }

        void Tell(string why) => _lines.Write(Component.Frontend, AnnouncementSeverity.Error, $"There is no page any more: {why} The experiment goes on without it.");
    }

    /// <summary>The experiment is over.</summary>
    public void Stop() => _over.Cancel();

    public void Dispose() => _over.Dispose();
}
