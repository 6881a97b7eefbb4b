using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Configuration;
using Townlet.Configuration.Files;
using Townlet.Configuration.Settings;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Engines;
using Townlet.Learning.Torch;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;

namespace Townlet.Host.Commands;

/// <summary><c>townlet run</c> and <c>townlet train</c>, from their settings to the exit code: everything that can be wrong is found before anything starts.</summary>
internal sealed class TownletRun
{
    private const string DefaultConfig = "configs/L1_full_observability";
    private const int DefaultEpisodes = 10_000;

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
    public static Task<int> RunAsync(RunSettings settings) =>
        RunProgram.RunAsync(settings, (lines, signals) => new TownletRun(settings, lines, signals).RunAsync());

    private async Task<int> RunAsync()
    {
        var resumed = _settings.CheckpointDirectory is { } directory && RunFolder.Exists(directory) ? RunFolder.Open(directory) : null;
        // Held before anything in the run is read: another process may be about to replace it.
        using var heldFromTheStart = resumed is null ? null : Hold(resumed);
        var place = _settings.CheckpointDirectory is not { } named ? null
            : resumed is null ? MissingRun.Announce(named, _settings.Config)
            : $"Continuing the run in {RunProgram.Relative(resumed.Path)}.";
        var earlier = resumed is null ? null : RunProgram.ReadManifest(resumed, _lines);
        var pack = ReadPack(resumed, earlier);
        var hocon = HostedTown.ReadHocon(_settings.Hocon);
        using var server = _settings.TrainingAlone ? null : TownServer.Take(_settings, pack.UnifiedServer);
        var folder = resumed ?? NewFolder(pack);
        using var held = resumed is null ? Hold(folder) : null;
        var options = new TownletOptions
        {
            Pack = pack,
            Folder = folder,
            // The learning rate depends on the share of the episodes that are done, so a resumed run is exact only with the number that it began with.
            Episodes = _settings.Episodes ?? earlier?.EpisodesWanted ?? pack.Training.MaxEpisodes ?? DefaultEpisodes,
            Seed = Seed(pack, resumed, earlier),
            Engine = Engine(pack),
            ServerAddress = server?.Address,
            Frontend = server?.Frontend,
            ServesBuiltPage = server?.BuiltPage is not null,
            OpenBrowser = !_settings.NoBrowser && pack.UnifiedServer.OpenBrowser,
            Stay = _settings.Stay,
            AllowsFaults = _settings.AllowFaults,
            Version = RunProgram.Version,
        };
        var journal = RunJournal.Begin(options, earlier, _settings);

        WriteBanner(options, place);
        var ended = await HostedTown.RunAsync(options, _settings, hocon, server, _lines, _signals).ConfigureAwait(false);
        try
        {
            journal.End(ended);
        }
        catch (Exception failure) when (failure is MetricsDatabaseException or RunFolderException)
        {
            _lines.Write(Component.CheckpointPublisher, AnnouncementSeverity.Warning, failure.Message);
        }

        RunProgram.SayGoodbye(ended, _lines);
        return ended.ExitCode;
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

    /// <summary>The working directory's, which a path in a command means; else the checkout's.</summary>
    internal static string ShippedConfig() => Path.Exists(DefaultConfig) ? DefaultConfig : Checkout.Find(DefaultConfig) ?? DefaultConfig;

    private RunFolder NewFolder(Pack pack)
    {
        try
        {
            return _settings.CheckpointDirectory switch
            {
                null => RunFolder.Create(RunProgram.RunsRoot, pack, TimeProvider.System.GetLocalNow()),
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

    /// <summary>A run that has checkpoints keeps its seed: all random generators are in them, and by the seed the run knows them for its own.</summary>
    private ulong Seed(Pack pack, RunFolder? resumed, RunManifest? earlier)
    {
        var kept = resumed is null || CheckpointStore.CheckpointFilesOf(resumed).IsEmpty ? null : earlier?.Seed ?? SeedOfNewestCheckpoint(resumed, pack);
        if (kept is not null && _settings.Seed is { } wanted && wanted != kept)
        {
            _lines.Write(Component.Trainer, AnnouncementSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"The run keeps its seed {kept}: --seed {wanted} changes nothing in a run that has begun."));
        }

        return kept ?? _settings.Seed ?? earlier?.Seed ?? pack.Training.Seed ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
    }

    private static ulong? SeedOfNewestCheckpoint(RunFolder folder, Pack pack)
    {
        foreach (var path in CheckpointStore.CheckpointFilesOf(folder))
        {
            try
            {
                using var stream = RegularFile.OpenRead(path);
                if (Checkpoint.ReadHeader(stream) is { IsPolicyOnly: false } header && header.PackHash == pack.Hash)
                {
                    return header.Seed;
                }
            }
            catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CheckpointFormatException)
            {
                // The publisher names it when it looks for one to resume from.
            }
        }

        return null;
    }

    /// <summary>The build chose a native library of torch (MSBuild's TorchBackend).</summary>
    private static bool CarriesTorch { get; } = typeof(TownletRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(chosen => chosen is { Key: "TorchBackend", Value: not "none" });

    private INetworkEngine Engine(Pack pack)
    {
        var wanted = _settings.Device ?? pack.Training.Device;
        if (wanted == DeviceKind.Cpu)
        {
            return ManagedEngine.Instance;
        }

        if (CarriesTorch && TorchEngine.FindGpu() is { } gpu)
        {
            return gpu;
        }

        if (wanted == DeviceKind.Cuda)
        {
            _lines.Write(
                Component.Trainer,
                AnnouncementSeverity.Warning,
                CarriesTorch
                    ? "A CUDA device is asked for and there is none. Training runs on the CPU."
                    : "This build has no torch, which a GPU needs, so training runs on the CPU. On a machine with an NVIDIA GPU, './townlet run --device cuda' builds one that has it.");
        }

        return ManagedEngine.Instance;
    }

    /// <param name="options">The run.</param>
    /// <param name="place">Whether the folder that was named holds a run; null where none was named.</param>
    private void WriteBanner(TownletOptions options, string? place)
    {
        _lines.Write($"Townlet {options.Version} {(_settings.TrainingAlone ? "Training" : "Unified Server")} Starting");
        _lines.Write($"Config: {RunProgram.Relative(options.Pack.Path)}");
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"Episodes: {options.Episodes}"));
        _lines.Write($"Checkpoints: {RunProgram.Relative(options.Folder.Checkpoints)}");
        if (place is not null)
        {
            _lines.Write(place);
        }

        _lines.Rule();
    }
}
