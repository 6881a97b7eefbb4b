using Akka;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Workers;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Experiments.Hosting;

/// <summary>Composes the actors of an experiment and those of a worker, for the program and for tests.</summary>
public static class ExperimentHostingExtensions
{
    /// <summary>Longer than any phase: the phase itself decides how long it waits.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    /// <param name="services">Of the host.</param>
    /// <param name="options">The experiment.</param>
    /// <param name="hocon">HOCON.conf, with what goes over it.</param>
    /// <param name="configure">For what the caller adds to the actor system: loggers, a console.</param>
    public static IServiceCollection AddExperiment(this IServiceCollection services, ExperimentOptions options, string hocon, Action<AkkaConfigurationBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configure);
        var settings = ConfigurationFactory.ParseString(hocon);
        return services.AddAkka(WorkerNode.SystemName, (akka, _) =>
        {
            akka.AddHocon(JournalSettings.For(options.Folder), HoconAddMode.Prepend)
                .AddHocon(ClusterConfig.For(options.Cluster, ClusterRole.Coordinator, ClusterRole.Worker), HoconAddMode.Prepend)
                .AddHocon(settings, HoconAddMode.Append)
                .AddHocon(ClusterSingleton.DefaultConfig(), HoconAddMode.Append);
            if (ClusterConfig.Encryption(options.Cluster) is { } encryption)
            {
                akka.AddSetup(encryption);
            }

            configure(akka);
            akka.WithActors((system, registry) =>
            {
                if (options is { FinishedRuns: { } runs, Store: { } store })
                {
                    system.ActorOf(FinishedRunsActor.Props(runs, store.Retry.Longest), "finished-runs");
                }

                var cluster = Akka.Cluster.Cluster.Get(system);
                cluster.Join(cluster.SelfAddress);
                var experiment = system.ActorOf(ExperimentActor.Props(options, Times(settings).Terms), ExperimentActor.Name);
                var shutdown = CoordinatedShutdown.Get(system);
                // An experiment that has come to its end is not paused.
                shutdown.Add(ExperimentPhases.Pause, () => shutdown.ShutdownReason is ExperimentEnded ? Task.CompletedTask
                    : experiment.Ask<ExperimentCoordinator.Stopped>(new ExperimentCoordinator.Stop(), _longest));
                shutdown.Add(ExperimentPhases.StopTrials, () => experiment.Ask<WorkerAgent.Stopped>(new WorkerAgent.Stop(), _longest));
            });
        });
    }

    /// <param name="services">Of the host.</param>
    /// <param name="options">The worker.</param>
    /// <param name="hocon">HOCON.conf, with what goes over it.</param>
    /// <param name="configure">For what the caller adds to the actor system: loggers, a console.</param>
    public static IServiceCollection AddWorker(this IServiceCollection services, WorkerOptions options, string hocon, Action<AkkaConfigurationBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configure);
        var settings = ConfigurationFactory.ParseString(hocon);
        // Not a node of the cluster itself: it outlives all of its links.
        return services.AddAkka("worker", (akka, provider) =>
        {
            akka.AddHocon(settings, HoconAddMode.Append);
            configure(akka);
            akka.WithActors((system, registry) =>
            {
                var log = system.Settings.LogLevel == "DEBUG" ? provider.GetRequiredService<ILoggerFactory>() : null;
                var link = ClusterLinkActor.Props(self => WorkerNode.Join(self, options.Cluster, options.Coordinator, settings, log), Times(settings).Silence, options.Time);
                var worker = system.ActorOf(WorkerActor.Props(Worker(options, settings.GetConfig("townlet.experiments")), link), WorkerActor.Name);
                CoordinatedShutdown.Get(system).Add(ExperimentPhases.StopTrials, () => worker.Ask<WorkerAgent.Stopped>(new WorkerAgent.Stop(), _longest));
            });
        });
    }

    private static WorkerSettings Worker(WorkerOptions options, Config experiments) => new()
    {
        Worker = options.Place.Worker,
        Predecessor = options.Place.Predecessor,
        Slots = options.Slots,
        Version = options.Versions.Townlet,
        Secret = options.Cluster.Secret,
        Prepare = (plan, told) =>
        {
            var folder = ExperimentFolder.In(options.Root, plan.Definition.Name);
            return new TrialWork(plan, folder, options.Launcher, options.Versions, options.Time, options.Store ?? Told(told, folder, experiments));
        },
        Time = options.Time,
    };

    /// <exception cref="ExperimentRefusedException">The store that the coordinator told cannot be used from here.</exception>
    private static TrialStore? Told(StoreLocation? told, ExperimentFolder folder, Config experiments)
    {
        if (told is null)
        {
            return null;
        }

        try
        {
            var address = told.Parse();
            MirrorPlace.RequireApart(address, Path.GetFileName(folder.Path), folder.Path);
            return TrialStore.From(address, experiments);
        }
        catch (StoreException fault)
        {
            throw new ExperimentRefusedException($"The store of the experiment cannot be used here: {fault.Message} Name this machine's own with --store.", fault);
        }
    }

    private static ExperimentTimes Times(Config settings) => ExperimentTimes.From(settings.GetConfig("townlet.experiments"));

    private static void Add(this CoordinatedShutdown shutdown, string phase, Func<Task> stop) => shutdown.AddTask(phase, phase, async () =>
    {
        await stop().ConfigureAwait(false);
        return Done.Instance;
    });
}
