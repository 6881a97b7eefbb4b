using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Hosting;
using Townlet.Configuration;
using Townlet.Experiments;
using Townlet.Experiments.Hosting;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Reports;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Workers;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Learning.Torch;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary><c>townlet run --runs N</c>: many runs, some at a time, each in a process of its own, and the report about them.</summary>
internal sealed class TownletExperiment
{
    /// <summary>Above the sum of the phases in HOCON.conf, so that they, not the host, decide what takes too long.</summary>
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(180);

    private readonly RunSettings _settings;
    private readonly ConsoleLines _lines;
    private readonly StopSignals _signals;

    private TownletExperiment(RunSettings settings, ConsoleLines lines, StopSignals signals)
    {
        _settings = settings;
        _lines = lines;
        _signals = signals;
    }

    /// <returns>The exit code: that of success where every trial is finished or the user stopped it.</returns>
    public static Task<int> RunAsync(RunSettings settings) => RunProgram.RunAsync(settings, async (lines, signals) =>
    {
        try
        {
            return await new TownletExperiment(settings, lines, signals).RunAsync().ConfigureAwait(false);
        }
        catch (ExperimentRefusedException refused)
        {
            throw new RunRefusedException(ExitCode.BadInput, refused.Message);
        }
    });

    private async Task<int> RunAsync()
    {
        var asked = Asked();
        var hocon = HostedTown.ReadHocon(_settings.Hocon);
        // Everything that can be wrong is found before a folder is made.
        ExperimentPlan.Of(asked);
        var folder = ExperimentFolder.In(RunProgram.RunsRoot, asked.Name);
        var isNew = Agree(folder.ReadDefinition(), asked) is null;
        using var held = folder.Hold();
        var kept = Agree(folder.ReadDefinition(), asked);
        if (kept is null)
        {
            folder.Write(asked);
        }

        var plan = ExperimentPlan.Of(kept ?? asked);
        var slots = Math.Min(plan.Trials.Length, _settings.Parallel ?? Environment.ProcessorCount);
        WriteBanner(plan, folder, slots, isNew);
        var options = new ExperimentOptions
        {
            Plan = plan,
            Folder = folder,
            Slots = slots,
            Launcher = new TrialLauncher(Program()),
            Versions = new RunVersions(RunProgram.Version, Environment.Version.ToString(), TorchEngine.Version),
        };
        var reason = await HostAsync(options, hocon).ConfigureAwait(false);
        var state = JournalReader.Read(folder);
        _lines.Rule();
        foreach (var line in ReportText.Lines(ExperimentReport.Of(plan, state)))
        {
            _lines.Write(line);
        }

        _lines.Rule();
        if (reason is ExperimentEnded { IsFailure: true } failed)
        {
            _lines.Write($"The experiment stopped: {failed}.");
            return ExitCode.RunFailed;
        }

        _lines.Write(state.IsComplete
            ? $"'townlet report {plan.Definition.Name}' shows these figures again."
            : "The experiment is paused. The same command goes on with it.");
        return state.Trials.Any(trial => trial.Phase == TrialPhase.Failed) ? ExitCode.RunFailed : ExitCode.Success;
    }

    /// <summary>What the command line asks for. The seed of an experiment that exists is its own unless another one is asked for.</summary>
    private ExperimentDefinition Asked()
    {
        if (_settings.CheckpointDirectory is not null)
        {
            throw new RunRefusedException(ExitCode.BadInput, "--checkpoint-dir names the folder of one run, and an experiment has many: leave it out. --experiment-name names the experiment's folder.");
        }

        var runs = _settings.Runs ?? throw new RunRefusedException(
            ExitCode.BadInput,
            $"How many runs? Say it with --runs: an interval needs {Experiments.Statistics.Estimate.RunsForInterval} runs of each arm, and can be trusted from {Experiments.Statistics.Estimate.RunsForTrust}.");
        ImmutableArray<PlannedPack> packs = [.. Configs().Select(ReadPack).Select(PlannedPack.Of)];
        var name = _settings.ExperimentName
            ?? $"{packs[0].Name}_{TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd_HHmmss", CultureInfo.InvariantCulture)}";
        return new ExperimentDefinition
        {
            Name = name,
            Packs = packs,
            Vary = [.. _settings.Vary.Select(VariedKey.Parse)],
            Runs = runs,
            Episodes = _settings.Episodes,
            Seed = _settings.Seed
                ?? ExperimentFolder.In(RunProgram.RunsRoot, name).ReadDefinition()?.Seed
                ?? packs[0].Read().Training.Seed
                ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
        };
    }

    private IEnumerable<string> Configs() => _settings.Config is { } first ? _settings.MoreConfigs.Prepend(first) : [TownletRun.ShippedConfig()];

    private static Pack ReadPack(string path)
    {
        var result = PackReader.Read(path);
        return result.Pack ?? throw new RunRefusedException(ExitCode.BadInput, string.Join(Environment.NewLine, result.Faults));
    }

    /// <returns>The definition that is kept; null where there is none.</returns>
    /// <exception cref="RunRefusedException">Another one is asked for.</exception>
    private static ExperimentDefinition? Agree(ExperimentDefinition? kept, ExperimentDefinition asked)
    {
        if (kept is null || DefinitionComparison.Between(kept, asked) is not { IsEmpty: false } differences)
        {
            return kept;
        }

        throw new RunRefusedException(
            ExitCode.BadInput,
            $"There is another experiment {kept.Name}: {string.Join("; ", differences)}. Ask for the same to go on with it, or choose another name with --experiment-name.");
    }

    private async Task<CoordinatedShutdown.Reason?> HostAsync(ExperimentOptions options, string hocon)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory });
        builder.AddActorHosting(_lines, _signals, _settings.Debug, _shutdownTimeout);
        builder.Services.AddExperiment(options, hocon, akka =>
        {
            akka.LogToHost(_settings.Debug);
            akka.WithActors((system, _) => system.ActorOf(ExperimentConsoleActor.Props(options.Plan, _lines), "console"));
        });
        using var host = builder.Build();
        var shutdown = host.Services.GetRequiredService<ActorShutdown>();
        await host.StartAsync().ConfigureAwait(false);
        await host.WaitForShutdownAsync().ConfigureAwait(false);
        _lines.ShowProgress(null);
        return shutdown.Reason;
    }

    /// <summary>This program, in the words that start it once more.</summary>
    private TrialProgram Program()
    {
        var file = Environment.ProcessPath ?? throw new RunRefusedException(ExitCode.RunFailed, "The system does not say which program this is, so it cannot be started for the trials.");
        var assembly = Assembly.GetExecutingAssembly().Location;
        var options = ImmutableArray.CreateBuilder<string>();
        if (_settings.Device is { } device)
        {
            options.AddRange("--device", device.ToString().ToLowerInvariant());
        }

        if (_settings.Hocon is { } hocon)
        {
            options.AddRange("--hocon", Path.GetFullPath(hocon));
        }

        return new TrialProgram(file, Path.GetFileNameWithoutExtension(file) == "dotnet" ? [assembly] : [], options.ToImmutable());
    }

    private void WriteBanner(ExperimentPlan plan, ExperimentFolder folder, int slots, bool isNew)
    {
        var definition = plan.Definition;
        _lines.Write($"Townlet {RunProgram.Version} Experiment {(isNew ? "Starting" : "Going On")}");
        _lines.Write($"Experiment: {definition.Name}");
        _lines.Write($"Config: {string.Join(", ", definition.Packs.Select(pack => RunProgram.Relative(pack.Path)))}");
        if (plan.Arms.Length > 1)
        {
            _lines.Write($"Arms: {string.Join(" | ", plan.Arms.Select(arm => arm.Name))}");
        }

        var parallel = _settings.Parallel is null ? $"{slots} at a time, as many as the cores allow (--parallel)" : $"{slots} at a time";
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"Runs: {definition.Runs}{(plan.Arms.Length > 1 ? " of each arm" : "")}, {parallel}"));
        _lines.Write(string.Create(CultureInfo.InvariantCulture, $"Seed: {definition.Seed}"));
        _lines.Write($"Folder: {RunProgram.Relative(folder.Path)}");
        _lines.Rule();
    }
}
