using Akka.Actor;
using Akka.Hosting;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Hosting;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Workers;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Learning.Torch;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary><c>townlet worker</c>: runs trials of experiments that other processes coordinate.</summary>
internal sealed class TownletWorker
{
    /// <summary>Above the sum of the phases in HOCON.conf, so that they, not the host, decide what takes too long.</summary>
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(180);

    private readonly RunSettings _settings;
    private readonly ConsoleLines _lines;
    private readonly StopSignals _signals;

    private TownletWorker(RunSettings settings, ConsoleLines lines, StopSignals signals)
    {
        _settings = settings;
        _lines = lines;
        _signals = signals;
    }

    /// <returns>The exit code: that of success where the user stopped it, which is its only good end.</returns>
    public static Task<int> RunAsync(RunSettings settings) => RunProgram.RunAsync(settings, async (lines, signals) =>
    {
        try
        {
            return await new TownletWorker(settings, lines, signals).RunAsync().ConfigureAwait(false);
        }
        catch (ExperimentRefusedException refused)
        {
            throw new RunRefusedException(ExitCode.BadInput, refused.Message);
        }
    });

    private async Task<int> RunAsync()
    {
        var join = _settings.Join ?? throw new RunRefusedException(ExitCode.BadInput, "Which experiment? Say it with --join HOST:PORT; the first lines of the experiment name both.");
        var coordinator = NodeAddress.Parse(join) ?? throw new RunRefusedException(ExitCode.BadInput, $"--join must be an address and a port such as 10.0.0.7:8767, not '{join}'.");
        var hocon = HostedTown.ReadHocon(_settings.Hocon);
        var cluster = ClusterAccess.OfWorker(_settings, coordinator);
        var root = Path.GetFullPath(_settings.Root ?? RunProgram.RunsRoot);
        var store = TownletExperiment.StoreFor(_settings, root, hocon);
        using var place = WorkerPlace.Take(root, _settings.Node ?? Environment.MachineName);
        var options = new WorkerOptions
        {
            Coordinator = coordinator,
            Cluster = cluster,
            Place = place,
            Root = root,
            Slots = _settings.Slots ?? Environment.ProcessorCount,
            Launcher = new TrialLauncher(TownletExperiment.Program(_settings)),
            Store = store,
            Versions = new RunVersions(RunProgram.Version, Environment.Version.ToString(), TorchEngine.Version),
        };
        _lines.Write($"Townlet {RunProgram.Version} Worker Starting");
        _lines.Write($"Experiment at: {coordinator}");
        _lines.Write(FormattableString.Invariant($"Name: {place.Worker.Node}, {options.Slots} at a time"));
        _lines.Write($"Folder: {RunProgram.Relative(root)}");
        _lines.Rule();
        var reason = await HostAsync(options, hocon).ConfigureAwait(false);
        _lines.Rule();
        if (reason is WorkerEnded ended)
        {
            throw new RunRefusedException(ended.IsRefused ? ExitCode.BadInput : ExitCode.RunFailed, ended.IsRefused ? $"{ended}" : $"The worker stopped: {ended}.");
        }

        _lines.Write("The worker has left. Goodbye!");
        return ExitCode.Success;
    }

    private async Task<CoordinatedShutdown.Reason?> HostAsync(WorkerOptions options, string hocon)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory });
        builder.AddActorHosting(_lines, _signals, _settings.Debug, _shutdownTimeout);
        builder.Services.AddWorker(options, hocon, akka =>
        {
            akka.LogToHost(_settings.Debug);
            akka.WithActors((system, _) => system.ActorOf(WorkerConsoleActor.Props(options.Coordinator, _lines), "console"));
        });
        using var host = builder.Build();
        var shutdown = host.Services.GetRequiredService<ActorShutdown>();
        await host.StartAsync().ConfigureAwait(false);
        await host.WaitForShutdownAsync().ConfigureAwait(false);
        return shutdown.Reason;
    }
}
