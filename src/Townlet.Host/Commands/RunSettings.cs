using System.Net;
using Townlet.Configuration.Settings;

namespace Townlet.Host.Commands;

/// <summary>What the user asked of <c>run</c>, <c>train</c> or <c>serve</c>, by option or environment; null where the pack or a default decides.</summary>
internal sealed record RunSettings
{
    /// <summary>The command was <c>train</c>: no inference, no page, no port.</summary>
    public bool TrainingAlone { get; init; }

    public string? Config { get; init; }

    /// <summary>Further packs, each an arm of an experiment.</summary>
    public string[] MoreConfigs { get; init; } = [];

    public string? ExperimentName { get; init; }

    /// <summary>Runs of each arm of an experiment.</summary>
    public int? Runs { get; init; }

    /// <summary>Trials of an experiment at a time.</summary>
    public int? Parallel { get; init; }

    /// <summary>Keys with the values that they take in an experiment: "population.gamma=0.95,0.99".</summary>
    public string[] Vary { get; init; } = [];

    public int? Episodes { get; init; }

    /// <summary>What <c>serve</c> shows; null: the newest run.</summary>
    public string? Run { get; init; }

    public string? CheckpointDirectory { get; init; }

    public int? Port { get; init; }

    public int? FrontendPort { get; init; }

    public bool NoBrowser { get; init; }

    public bool NoFrontend { get; init; }

    /// <summary>The page as built, from the server itself, rather than from a development server.</summary>
    public bool BuiltPage { get; init; }

    public bool FixedPorts { get; init; }

    public bool Stay { get; init; }

    public bool Debug { get; init; }

    /// <summary>The console writes one JSON object per line.</summary>
    public bool JsonLog { get; init; }

    public bool AllowFaults { get; init; }

    public string Host { get; init; } = IPAddress.Loopback.ToString();

    public string[] AllowedOrigins { get; init; } = [];

    public ulong? Seed { get; init; }

    public DeviceKind? Device { get; init; }

    /// <summary>A file of settings that go before those of HOCON.conf.</summary>
    public string? Hocon { get; init; }

    /// <summary>Whether many runs are asked for, not one.</summary>
    public bool AsksForExperiment() => ExperimentName is not null || Runs is not null || Parallel is not null || Vary.Length > 0 || MoreConfigs.Length > 0;
}
