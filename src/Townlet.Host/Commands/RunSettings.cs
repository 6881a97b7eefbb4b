using System.Net;
using Townlet.Configuration.Settings;

namespace Townlet.Host.Commands;

/// <summary>What the user asked of <c>run</c>, <c>train</c> or <c>serve</c>, by option or environment; null where the pack or a default decides.</summary>
internal sealed record RunSettings
{
    /// <summary>The command was <c>train</c>: no inference, no page, no port.</summary>
    public bool TrainingAlone { get; init; }

    public string? Config { get; init; }

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
}
