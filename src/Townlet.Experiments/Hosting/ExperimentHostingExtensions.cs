using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Hosting;

/// <summary>Composes the actors of an experiment, for the program and for tests.</summary>
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
        return services.AddAkka("townlet", (akka, _) =>
        {
            akka.AddHocon(JournalSettings.For(options.Folder), HoconAddMode.Prepend)
                .AddHocon(ConfigurationFactory.ParseString(hocon), HoconAddMode.Append);
            configure(akka);
            akka.WithActors((system, registry) =>
            {
                var experiment = system.ActorOf(ExperimentActor.Props(options), ExperimentActor.Name);
                var shutdown = CoordinatedShutdown.Get(system);
                // An experiment that has come to its end is not paused.
                AddTask(ExperimentPhases.Pause, () => shutdown.ShutdownReason is ExperimentEnded ? Task.CompletedTask
                    : experiment.Ask<ExperimentCoordinator.Stopped>(new ExperimentCoordinator.Stop(), _longest));
                AddTask(ExperimentPhases.StopTrials, () => experiment.Ask<WorkerAgent.Stopped>(new WorkerAgent.Stop(), _longest));

                void AddTask(string phase, Func<Task> stop) => shutdown.AddTask(phase, phase, async () =>
                {
                    await stop().ConfigureAwait(false);
                    return Done.Instance;
                });
            });
        });
    }
}
