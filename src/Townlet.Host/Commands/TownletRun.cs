using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using OpenTelemetry.Metrics;
using TorchSharp;
using Townlet.Actors;
using Townlet.Configuration;
using Townlet.Runs;

namespace Townlet.Host;

/// <summary>One run from its settings to its exit code: everything that can be wrong is found before anything starts.</summary>
internal sealed class TownletRun
{
    private const string RunsRoot = "runs";
    private const string FrontendFolder = "frontend";
    private const string DefaultConfig = "configs/L1_full_observability";
    private const int DefaultEpisodes = 10_000;

    /// <summary>Above the sum of the phases in HOCON.conf, so that they, not the host, decide what takes too long.</summary>
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(120);

    private readonly RunSettings _settings;
    private readonly ConsoleLines _lines;
    private readonly StopSignals _signals;

    private TownletRun(RunSettings settings, ConsoleLines lines, StopSignals signals)
    {
        _settings = settings;
        _lines = lines;
        _signals = signals;
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunSettings settings)
    {
        var lines = ConsoleLines.ForTerminal(TimeProvider.System);
        using var signals = new StopSignals(lines);
        try
        {
            return await new TownletRun(settings, lines, signals).RunAsync().ConfigureAwait(false);
        }
        catch (RunRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message).ConfigureAwait(false);
            return refused.ExitCode;
        }
    }

    private async Task<int> RunAsync()
    {
        var resumed = _settings.CheckpointDirectory is { } directory && RunFolder.Exists(directory) ? RunFolder.Open(directory) : null;
        // Before anything of it is read: what another process is about to replace is no ground to go on from.
        using var heldFromTheStart = resumed is null ? null : Hold(resumed);
        var earlier = resumed is null ? null : ReadManifest(resumed);
        var pack = ReadPack(resumed, earlier);
        var hocon = ReadHocon();
        var address = IPAddress.Parse(_settings.Host);
        using var socket = _settings.TrainingAlone ? null : TakePort(address, pack);
        var serverPort = ((IPEndPoint?)socket?.LocalEndPoint)?.Port;
        var frontend = _settings.NoFrontend || _settings.TrainingAlone ? null : Frontend(pack, address);
        var folder = resumed ?? NewFolder(pack);
        using var held = resumed is null ? Hold(folder) : null;
        var options = new TownletOptions
        {
            Pack = pack,
            Folder = folder,
            Episodes = _settings.Episodes ?? pack.Training.MaxEpisodes ?? DefaultEpisodes,
            Seed = Seed(pack, earlier),
            Device = Device(pack),
            ServerAddress = serverPort is { } port ? new UriBuilder("http", _settings.Host, port).Uri : null,
            Frontend = frontend,
            OpenBrowser = !_settings.NoBrowser && pack.UnifiedServer.OpenBrowser,
            Stay = _settings.Stay,
            Version = Version,
        };
        var journal = RunJournal.Begin(options, earlier, _settings);

        WriteBanner(options);
        if (serverPort is not null && serverPort != WantedPort(pack))
        {
            _lines.Write(Component.Inference, AnnouncementSeverity.Warning, $"Port {WantedPort(pack)} is taken{HeldBy(WantedPort(pack))}; the server uses {serverPort} instead.");
        }

        var access = new AccessPolicy(address, _settings.Host, _settings.AllowedOrigins);
        IHost host = socket is null ? Build(options, hocon) : Build(options, hocon, socket, access);
        await using var disposing = (IAsyncDisposable)host;
        var shutdown = host.Services.GetRequiredService<ActorShutdown>();
        await host.StartAsync().ConfigureAwait(false);
        if (socket is not null && access.Token is { } token)
        {
            _lines.Write(Component.Inference, AnnouncementSeverity.Information, $"Reachable from other machines. Who wants to change something needs the token {token}");
        }

        host.Services.GetRequiredService<IRequiredActor<TownletSupervisor>>().ActorRef.Tell(new Supervisor.ServerListening());
        await host.WaitForShutdownAsync().ConfigureAwait(false);

        var ended = shutdown.Reason as RunEnded ?? RunEnded.Asked;
        try
        {
            journal.End(ended);
        }
        catch (Exception failure) when (failure is MetricsDatabaseException or RunFolderException)
        {
            _lines.Write(Component.Recorder, AnnouncementSeverity.Warning, failure.Message);
        }

        _lines.Rule();
        _lines.Write(ended.ExitCode == ExitCode.Success ? "All systems stopped. Goodbye!" : $"All systems stopped: {ended.Explanation}");
        return ended.ExitCode;
    }

    private static string Version =>
        typeof(TownletRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private IHost Build(TownletOptions options, string hocon)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory });
        Configure(builder, options, hocon);
        return builder.Build();
    }

    private WebApplication Build(TownletOptions options, string hocon, Socket socket, AccessPolicy access)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"{options.ServerAddress}");
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = _ => socket);
        Configure(builder, options, hocon);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(RunInstruments.MeterName, "System.Runtime").AddPrometheusExporter());
        var app = builder.Build();
        app.MapTownlet(options, access, _settings.AllowFaults);
        return app;
    }

    private void Configure(IHostApplicationBuilder builder, TownletOptions options, string hocon)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new ConsoleLoggerProvider(_lines));
        builder.Logging.SetMinimumLevel(_settings.Debug ? LogLevel.Debug : LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownTimeout);
        builder.Services.AddSingleton(_lines);
        builder.Services.AddSingleton(_signals);
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddTownlet(options, hocon, akka =>
        {
            akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = _settings.Debug ? Akka.Event.LogLevel.DebugLevel : Akka.Event.LogLevel.WarningLevel;
            });
            var narrator = new EpisodeNarrator(options.Episodes, TimeProvider.System);
            akka.WithActors((system, _) => ConsoleActor.FlushBeforeTermination(
                system, system.ActorOf(ConsoleActor.Props(_lines, narrator, Browser.Open, options.OpenBrowser), "console")));
        });
        builder.Services.AddSingleton<ActorShutdown>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ActorShutdown>());
    }

    private string ReadHocon()
    {
        var shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "HOCON.conf"));
        if (_settings.Hocon is not { } path)
        {
            return shipped;
        }

        try
        {
            var text = $"{shipped}\n{File.ReadAllText(path)}";
            TownletSettings.From(ConfigurationFactory.ParseString(text).GetConfig("townlet"));
            return text;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ConfigurationException or FormatException)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"{path} cannot be used as settings: {fault.Message} HOCON.conf beside the program shows what such a file looks like.");
        }
    }

    private Pack ReadPack(RunFolder? resumed, RunManifest? earlier)
    {
        var wanted = _settings.Config is { } named ? ReadPack(named) : null;
        return resumed is null ? wanted ?? ReadPack(ShippedConfig()) : PackOfRun.Choose(resumed, earlier, wanted);
    }

    private static Pack ReadPack(string path)
    {
        var result = PackReader.Read(path);
        return result.Pack ?? throw new RunRefusedException(ExitCode.BadInput, string.Join(Environment.NewLine, result.Faults));
    }

    /// <summary>The one of the working directory, as a path in a command would mean, else the checkout's.</summary>
    private static string ShippedConfig() => Path.Exists(DefaultConfig) ? DefaultConfig : Checkout.Find(DefaultConfig) ?? DefaultConfig;

    private int WantedPort(Pack pack) => _settings.Port ?? pack.UnifiedServer.InferencePort;

    private Socket TakePort(IPAddress address, Pack pack)
    {
        var port = WantedPort(pack);
        try
        {
            return ServerSocket.Listen(address, port, _settings.FixedPorts) ?? throw new RunRefusedException(
                ExitCode.PortTaken,
                _settings.FixedPorts
                    ? $"Port {port} is taken{HeldBy(port)}. Stop that program, choose another port with --port, or leave out --fixed-ports."
                    : $"No free port was found from {port} on. Choose another with --port.");
        }
        catch (SocketException failure)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"The server cannot listen on {address}: {failure.Message}. Choose another --host.");
        }
    }

    private FrontendOptions Frontend(Pack pack, IPAddress address)
    {
        var port = _settings.FrontendPort ?? pack.UnifiedServer.FrontendPort;
        if (_settings.FixedPorts && !FreePort.IsFree(address, port))
        {
            throw new RunRefusedException(
                ExitCode.PortTaken,
                $"Port {port} is taken{HeldBy(port)}. Stop that program, choose another port for the page with --frontend-port, or leave out --fixed-ports.");
        }

        return new FrontendOptions(Checkout.Find(FrontendFolder) ?? FrontendFolder, port, _settings.FixedPorts, TimeSpan.FromSeconds(pack.UnifiedServer.HealthCheckTimeout));
    }

    private static string HeldBy(int port) => PortHolder.Find(port) is { } holder ? $" by {holder}" : "";

    private RunFolder NewFolder(Pack pack)
    {
        try
        {
            return _settings.CheckpointDirectory switch
            {
                null => RunFolder.Create(RunsRoot, pack, TimeProvider.System.GetLocalNow()),
                { } directory => RunFolder.CreateAt(directory, pack),
            };
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }

    private static RunLock Hold(RunFolder folder)
    {
        try
        {
            return RunLock.Take(folder);
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }

    private RunManifest? ReadManifest(RunFolder folder)
    {
        try
        {
            return RunManifest.Read(folder);
        }
        catch (RunFolderException fault)
        {
            _lines.Write(Component.Supervisor, AnnouncementSeverity.Warning, fault.Message);
            return null;
        }
    }

    private ulong Seed(Pack pack, RunManifest? earlier) =>
        _settings.Seed ?? earlier?.Seed ?? pack.Training.Seed ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));

    private string Device(Pack pack)
    {
        var wanted = _settings.Device is { } named ? Enum.Parse<DeviceKind>(named, ignoreCase: true) : pack.Training.Device;
        if (wanted == DeviceKind.Cpu)
        {
            return "cpu";
        }

        if (torch.cuda.is_available())
        {
            return "cuda";
        }

        if (wanted == DeviceKind.Cuda)
        {
            _lines.Write(Component.Trainer, AnnouncementSeverity.Warning, "The pack asks for a CUDA device and there is none; training runs on the CPU.");
        }

        return "cpu";
    }

    private void WriteBanner(TownletOptions options)
    {
        _lines.Write($"Townlet {options.Version} {(_settings.TrainingAlone ? "Training" : "Unified Server")} Starting");
        _lines.Write($"Config: {Relative(options.Pack.Path)}");
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"Episodes: {options.Episodes}"));
        _lines.Write($"Checkpoints: {Relative(options.Folder.Checkpoints)}");
        _lines.Rule();
    }

    private static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
