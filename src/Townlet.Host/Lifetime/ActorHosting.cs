using Akka.Hosting;
using Townlet.Host.ConsoleOutput;

namespace Townlet.Host.Lifetime;

/// <summary>What every host of actors has: its log goes to the console, signals stop it, and its actors stop first.</summary>
internal static class ActorHosting
{
    /// <param name="builder">Of the host.</param>
    /// <param name="lines">The console.</param>
    /// <param name="signals">Ctrl+C and the other stop signals.</param>
    /// <param name="debug">Log everything.</param>
    /// <param name="shutdownTimeout">Above the sum of the phases in HOCON.conf, so that they, not the host, decide what takes too long.</param>
    public static void AddActorHosting(this IHostApplicationBuilder builder, ConsoleLines lines, StopSignals signals, bool debug, TimeSpan shutdownTimeout)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new ConsoleLoggerProvider(lines));
        builder.Logging.SetMinimumLevel(debug ? LogLevel.Debug : LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = shutdownTimeout);
        builder.Services.AddSingleton(lines);
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddSingleton<ActorShutdown>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ActorShutdown>());
    }

    public static void LogToHost(this AkkaConfigurationBuilder akka, bool debug) => akka.ConfigureLoggers(loggers =>
    {
        loggers.ClearLoggers();
        loggers.AddLoggerFactory();
        loggers.LogLevel = debug ? Akka.Event.LogLevel.DebugLevel : Akka.Event.LogLevel.WarningLevel;
    });
}
