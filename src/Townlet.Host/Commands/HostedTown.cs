using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.FileProviders;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Telemetry;
using Townlet.Configuration.Files;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Host.Web;
using Townlet.Runs.Metrics;

namespace Townlet.Host.Commands;

/// <summary>The actors in a host of their own, with a web server where they are served, from start to end.</summary>
internal sealed class HostedTown
{
    /// <summary>Above the sum of the phases in HOCON.conf, so that they, not the host, decide what takes too long.</summary>
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(120);

    /// <summary>A connection that asks for nothing must not keep others out for long.</summary>
    private static readonly TimeSpan _idleFor = TimeSpan.FromSeconds(30);

    private readonly TownletOptions _options;
    private readonly RunSettings _settings;
    private readonly string _hocon;
    private readonly ConsoleLines _lines;
    private readonly StopSignals _signals;

    private HostedTown(TownletOptions options, RunSettings settings, string hocon, ConsoleLines lines, StopSignals signals)
    {
        _options = options;
        _settings = settings;
        _hocon = hocon;
        _lines = lines;
        _signals = signals;
    }

    /// <summary>HOCON.conf, and the user's file over it.</summary>
    /// <exception cref="RunRefusedException">The file cannot be read or is not of that kind.</exception>
    public static string ReadHocon(string? path)
    {
        var shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "HOCON.conf"));
        if (path is null)
        {
            return shipped;
        }

        try
        {
            var text = $"{shipped}\n{RegularFile.ReadAllText(path)}";
            TownletSettings.From(ConfigurationFactory.ParseString(text).GetConfig("townlet"));
            return text;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ConfigurationException or FormatException)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"{path} cannot be used as settings: {fault.Message} HOCON.conf beside the program shows what such a file looks like.");
        }
    }

    /// <summary>Runs until a signal, a request or the last episode ends it.</summary>
    /// <param name="options">The run.</param>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="hocon">From <see cref="ReadHocon"/>.</param>
    /// <param name="server">Null: not served.</param>
    /// <param name="lines">The console.</param>
    /// <param name="signals">Ctrl+C and the other stop signals.</param>
    /// <returns>Why it ended.</returns>
    public static Task<RunEnded> RunAsync(TownletOptions options, RunSettings settings, string hocon, TownServer? server, ConsoleLines lines, StopSignals signals) =>
        new HostedTown(options, settings, hocon, lines, signals).RunAsync(server);

    private async Task<RunEnded> RunAsync(TownServer? server)
    {
        if (server?.Moved is { } moved)
        {
            _lines.Write(Component.Inference, AnnouncementSeverity.Warning, moved);
        }

        if (server?.PageNotice is { } notice)
        {
            _lines.Write(Component.Frontend, AnnouncementSeverity.Warning, notice);
        }

        IHost host = server is null ? Build() : Build(server);
        await using var disposing = (IAsyncDisposable)host;
        var shutdown = host.Services.GetRequiredService<ActorShutdown>();
        await host.StartAsync().ConfigureAwait(false);
        if (server?.Access.Token is { } token)
        {
            _lines.Write(Component.Inference, AnnouncementSeverity.Information, $"Reachable from other machines. Watching is free; a change needs the token {token}");
        }

        host.Services.GetRequiredService<IRequiredActor<ISupervisor>>().ActorRef.Tell(new Supervisor.ServerListening());
        await host.WaitForShutdownAsync().ConfigureAwait(false);
        _lines.ShowProgress(null);
        return shutdown.Reason as RunEnded ?? RunEnded.Asked;
    }

    private IHost Build()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory });
        Configure(builder);
        return builder.Build();
    }

    private WebApplication Build(TownServer server)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"{server.Address}");
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = _ => server.Socket);
        var capacity = ServerCapacity.OfThisProcess(TownletSettings.From(ConfigurationFactory.ParseString(_hocon).GetConfig("townlet")).Viewers.Most);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = capacity.Connections;
            kestrel.Limits.KeepAliveTimeout = _idleFor;
        });
        Configure(builder);
        // Made by the container, so that it is closed with it.
        builder.Services.AddSingleton(_ => new StoredRecords(_options.Folder));
        // So that the answer to a parameter of the wrong kind names it.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("townlet", serviceVersion: _options.Version))
            .WithMetrics(metrics => metrics.AddMeter(RunInstruments.MeterName, "System.Runtime").AddPrometheusExporter());
        var app = builder.Build();
        app.MapTownlet(_options, server.Access, new ViewerSeats(capacity.Viewers));
        if (server.BuiltPage is { } page)
        {
            app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(page) });
        }

        return app;
    }

    private void Configure(IHostApplicationBuilder builder)
    {
        builder.AddActorHosting(_lines, _signals, _settings.Debug, _shutdownTimeout);
        builder.Services.AddHostedService<PauseSignal>();
        builder.Services.AddTownlet(_options, _hocon, akka =>
        {
            akka.LogToHost(_settings.Debug);
            var narrator = new EpisodeNarrator(_options.Episodes, _options.Pack.Population.AgentCount, TimeProvider.System);
            akka.WithActors((system, _) => ConsoleActor.FlushBeforeTermination(
                system, system.ActorOf(ConsoleActor.Props(_lines, narrator, Browser.Open, _options.OpenBrowser), "console")));
        });
    }
}
