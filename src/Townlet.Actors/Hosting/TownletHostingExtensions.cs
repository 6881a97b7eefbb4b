using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Following;
using Townlet.Actors.Frontend;
using Townlet.Actors.Playback;
using Townlet.Actors.Recording;
using Townlet.Actors.Supervision;
using Townlet.Actors.Telemetry;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Hosting;

/// <summary>The one registration of the actor system, for the host and for tests.</summary>
public static class TownletHostingExtensions
{
    /// <summary>Registers the actor system "townlet" with its supervisor; <see cref="ISupervisor"/> is the key to ask for.</summary>
    /// <param name="services">Parts that are already registered (<see cref="IFrontendLauncher"/>, <see cref="IPageProbe"/>, <see cref="TimeProvider"/>) are kept.</param>
    /// <param name="options">The run.</param>
    /// <param name="hocon">The text of HOCON.conf.</param>
    /// <param name="configure">Further configuration of the actor system: loggers, the scheduler of a test.</param>
    public static IServiceCollection AddTownlet(
        this IServiceCollection services,
        TownletOptions options,
        string hocon,
        Action<AkkaConfigurationBuilder>? configure = null)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFrontendLauncher, ViteLauncher>();
        services.TryAddSingleton<IPageProbe, HttpPageProbe>();
        services.TryAddSingleton<RunInstruments>();
        services.TryAddSingleton<DeliberateHang>();
        return services.AddAkka("townlet", akka =>
        {
            akka.AddHocon(ConfigurationFactory.ParseString(hocon), HoconAddMode.Prepend);
            akka.AddHocon($"akka.actor.guardian-supervisor-strategy = \"{typeof(TopLevelStrategy).AssemblyQualifiedName}\"", HoconAddMode.Prepend);
            configure?.Invoke(akka);
            akka.WithActors((system, registry, resolver) =>
            {
                var instruments = resolver.GetService<RunInstruments>();
                // Created before the supervisor, so that it misses nothing.
                system.ActorOf(TelemetryActor.Props(instruments), "telemetry");
                var parts = Parts(options, TownletSettings.From(system.Settings.Config.GetConfig("townlet")), resolver, instruments);
                registry.Register<ISupervisor>(system.ActorOf(TownletSupervisor.Props(parts), TopLevelStrategy.SupervisorName));
            });
            akka.AddStartup((system, registry) => AddShutdownTasks(system, registry.Get<ISupervisor>()));
        });
    }

    private static TownletParts Parts(TownletOptions options, TownletSettings settings, IDependencyResolver resolver, RunInstruments instruments)
    {
        var time = resolver.GetService<TimeProvider>();
        var started = time.GetUtcNow();
        var builtPage = options.ServesBuiltPage ? options.ServerAddress : null;
        return new TownletParts
        {
            Components = [.. options.Components.Select(Descriptor)],
            RestartLimits = settings.Supervision,
            HangLimits = settings.Hangs,
            Latest = new LatestEvents(
                [.. options.Components.Select(component => ComponentStatus.BeforeStart(component, started))], TrainingStatus.NotStarted(options.Episodes), builtPage),
            DeliberateHang = resolver.GetService<DeliberateHang>(),
            Time = time,
            HasServer = options.ServerAddress is not null,
            BuiltPage = builtPage,
            FollowsRun = options.FollowsRun,
            Stays = options.Stay,
        };

        ComponentDescriptor Descriptor(Component component) => component switch
        {
            Component.CheckpointPublisher => new ComponentDescriptor
            {
                Component = component,
                SpokenName = "Checkpoint publisher",
                Props = incarnation => CheckpointPublisherActor.Props(options, settings.Recorder, time, incarnation),
                HangsAfter = settings.Hangs.AfterFiles,
                EndsRun = true,
                Keeper = OutboxActor.Props(new PendingWrites(settings.Recorder.MostKept)),
                Returned = new CheckpointPublisher.Restarted(),
                Stop = new Outbox.Close(),
            },
            Component.Follower => new ComponentDescriptor
            {
                Component = component,
                SpokenName = "Follower",
                Props = incarnation => RunFollowerActor.Props(options, settings.LookInterval, time, incarnation),
                HangsAfter = settings.Hangs.AfterFiles,
                Returned = new CheckpointPublisher.Restarted(),
            },
            Component.Viewers => new ComponentDescriptor
            {
                Component = component,
                SpokenName = "Viewers",
                Props = incarnation => AudienceActor.Props(options, settings.Viewers, instruments, time, started, incarnation),
                HangsAfter = settings.Hangs.After,
                HandOver = latest => latest.ForViewers(),
            },
            Component.Trainer => new ComponentDescriptor
            {
                Component = component,
                SpokenName = "Trainer",
                Props = incarnation => TrainerActor.Props(options, settings.Trainer, time, incarnation),
                HangsAfter = settings.Hangs.AfterTraining,
                EndsRun = true,
                HandOver = latest => latest.ForTrainer(),
                Stop = new Trainer.Stop(),
                LostAtTheEnd = checkpoint => checkpoint is null
                    ? "Nothing of the training is saved, since there is no checkpoint yet."
                    : $"What was trained after {checkpoint} is not saved.",
            },
            Component.Inference => new ComponentDescriptor
            {
                Component = component,
                SpokenName = "Inference",
                Props = incarnation => InferenceActor.Props(options, settings.StepsPerSecond, incarnation),
                HangsAfter = settings.Hangs.After,
                Starting = $"Starting WebSocket server on port {options.ServerAddress!.Port}...",
                Started = $"Server ready at ws://{ServerNames.Shown(options.ServerAddress)}:{options.ServerAddress.Port}",
                HandOver = latest => latest.ForInference(),
                // The viewers' sockets are closed even where inference itself is down.
                Stop = new Audience.CloseAll(),
                StopsWith = Component.Viewers,
            },
            Component.Frontend => new ComponentDescriptor
            {
                Component = component,
                SpokenName = "Page",
                Props = incarnation => FrontendProcessActor.Props(
                    options.Frontend!, options.ServerAddress!, options.Instance, resolver.GetService<IFrontendLauncher>(), resolver.GetService<IPageProbe>(), settings.Frontend, incarnation),
                HangsAfter = settings.Hangs.After,
                WaitsForServer = true,
                Stop = new FrontendProcess.Stop(),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(component), component, "This component is never started."),
        };
    }

    /// <summary>Each phase asks the supervisor to stop one component; HOCON.conf says how long a phase may take.</summary>
    private static void AddShutdownTasks(ActorSystem system, IActorRef supervisor)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (var (phase, component) in ShutdownPhases.InOrder)
        {
            // Shorter than the phase, so that the console can name the component that does not stop.
            var patience = shutdown.Timeout(phase) * 0.9;
            shutdown.AddTask(phase, $"stop-{ComponentNames.Of(component)}", async () =>
            {
                try
                {
                    await supervisor.Ask<Supervisor.Stopped>(new Supervisor.Stop(component), patience).ConfigureAwait(false);
                }
                catch (AskTimeoutException)
                {
                    system.EventStream.Publish(new Announcement(
                        component, AnnouncementSeverity.Warning, FormattableString.Invariant($"It did not stop within {patience.TotalSeconds:0.#} s. The shutdown continues without it.")));
                    supervisor.Tell(new Supervisor.Overdue(component));
                }

                return Akka.Done.Instance;
            });
        }
    }
}
