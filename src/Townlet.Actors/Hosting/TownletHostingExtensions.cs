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
using Townlet.Actors.Supervision;
using Townlet.Actors.Telemetry;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Hosting;

/// <summary>The one registration of the actor system, for the host and for tests.</summary>
public static class TownletHostingExtensions
{
    /// <summary>Registers the actor system "townlet" with its supervisor; <see cref="TownletSupervisor"/> is the key to ask for.</summary>
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
                registry.Register<TownletSupervisor>(system.ActorOf(TownletSupervisor.Props(options, parts), TopLevelStrategy.SupervisorName));
            });
            akka.AddStartup((system, registry) => AddShutdownTasks(system, registry.Get<TownletSupervisor>()));
        });
    }

    private static TownletParts Parts(TownletOptions options, TownletSettings settings, IDependencyResolver resolver, RunInstruments instruments)
    {
        var time = resolver.GetService<TimeProvider>();
        var started = time.GetUtcNow();
        return new TownletParts(
            [.. options.Components.Select(component => (component, (Func<Incarnation, Props>)(incarnation => PropsOf(component, incarnation))))],
            settings.Supervision,
            settings.Hangs,
            settings.Recorder.MostKept,
            resolver.GetService<DeliberateHang>(),
            time);

        Props PropsOf(Component component, Incarnation incarnation) => component switch
        {
            Component.CheckpointPublisher => CheckpointPublisherActor.Props(options, settings.Recorder, time, incarnation),
            Component.Follower => RunFollowerActor.Props(options, settings.LookInterval, time, incarnation),
            Component.Viewers => AudienceActor.Props(options, settings.Viewers, instruments, time, started, incarnation),
            Component.Trainer => TrainerActor.Props(options, settings.Trainer, time, incarnation),
            Component.Inference => InferenceActor.Props(options, settings.StepsPerSecond, incarnation),
            Component.Frontend => FrontendProcessActor.Props(
                options.Frontend!, options.ServerAddress!, options.Instance, resolver.GetService<IFrontendLauncher>(), resolver.GetService<IPageProbe>(), settings.Frontend, incarnation),
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
