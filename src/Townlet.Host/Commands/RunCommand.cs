using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace Townlet.Host;

/// <summary><c>townlet run</c>: the options, each from the command line or else from TOWNLET_... in the environment.</summary>
internal static class RunCommand
{
    private static readonly Option<string?> _config = Setting<string?>("--config", "Pack folder or single training file. Default: configs/L1_full_observability, or the pack of the run that --checkpoint-dir names.", "PACK");
    private static readonly Option<int?> _episodes = Setting<int?>("--episodes", "Lives to finish, counted over the whole run. Default: the pack's training.max_episodes, else 10000.", "N");
    private static readonly Option<string?> _checkpointDirectory = Setting<string?>("--checkpoint-dir", "Go on with the run in this folder, or start it there. Default: a new folder in runs/.", "DIR");
    private static readonly Option<int?> _port = Setting<int?>("--port", "Port of the server (WebSocket and HTTP). Default: 8766. The next free one is taken unless --fixed-ports.", "PORT", "--inference-port");
    private static readonly Option<int?> _frontendPort = Setting<int?>("--frontend-port", "Port of the page. Default: 5173.", "PORT");
    private static readonly Option<bool> _noBrowser = Setting<bool>("--no-browser", "Do not open the page in the browser.");
    private static readonly Option<bool> _noFrontend = Setting<bool>("--no-frontend", "No page: training and server alone.");
    private static readonly Option<bool> _fixedPorts = Setting<bool>("--fixed-ports", "Fail when a port is taken instead of moving on to the next free one.");
    private static readonly Option<bool> _stay = Setting<bool>("--stay", "Keep serving after the last episode.");
    private static readonly Option<bool> _debug = Setting<bool>("--debug", "Log what the components do, and the page's output.");
    private static readonly Option<bool> _allowFaults = Setting<bool>("--allow-faults", "Let POST /api/faults/{trainer|inference|frontend} make that component fail, to watch it heal.");
    private static readonly Option<string?> _host = Setting<string?>("--host", "Address to listen on. Default: 127.0.0.1. On any other, changes need a token, which is printed at the start.", "ADDRESS");
    private static readonly Option<string[]> _allowOrigin = Setting<string[]>("--allow-origin", "A further origin whose pages may talk to the server.", "ORIGIN");
    private static readonly Option<ulong?> _seed = Setting<ulong?>("--seed", "Seed of everything random. Default: the pack's training.seed, else drawn and recorded.", "N");
    private static readonly Option<string?> _device = Setting<string?>("--device", "cpu, cuda or auto. Default: the pack's training.device.", "DEVICE");

    private static readonly Option[] _all =
        [_config, _episodes, _checkpointDirectory, _port, _frontendPort, _noBrowser, _noFrontend, _fixedPorts, _stay, _debug, _allowFaults, _host, _allowOrigin, _seed, _device];

    public static Command Create(string name, string description)
    {
        var command = new Command(name, description);
        foreach (var option in _all)
        {
            command.Add(option);
        }

        _device.AcceptOnlyFromAmong("cpu", "cuda", "auto");
        _episodes.Validators.Add(result => RequireRange(result, _episodes, 1, int.MaxValue));
        _port.Validators.Add(result => RequireRange(result, _port, 1, IPEndPoint.MaxPort));
        _frontendPort.Validators.Add(result => RequireRange(result, _frontendPort, 1, IPEndPoint.MaxPort));
        _host.Validators.Add(result =>
        {
            if (result.GetValue(_host) is { } host && !IPAddress.TryParse(host, out _))
            {
                result.AddError($"--host must be an IP address such as 127.0.0.1 or 0.0.0.0, not '{host}'.");
            }
        });
        command.SetAction((parsed, cancelled) => TownletRun.RunAsync(Settings(parsed), cancelled));
        return command;
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var settings = new RunSettings
        {
            Config = parsed.GetValue(_config),
            Episodes = parsed.GetValue(_episodes),
            CheckpointDirectory = parsed.GetValue(_checkpointDirectory),
            Port = parsed.GetValue(_port),
            FrontendPort = parsed.GetValue(_frontendPort),
            NoBrowser = parsed.GetValue(_noBrowser),
            NoFrontend = parsed.GetValue(_noFrontend),
            FixedPorts = parsed.GetValue(_fixedPorts),
            Stay = parsed.GetValue(_stay),
            Debug = parsed.GetValue(_debug),
            AllowFaults = parsed.GetValue(_allowFaults),
            AllowedOrigins = parsed.GetValue(_allowOrigin) ?? [],
            Seed = parsed.GetValue(_seed),
            Device = parsed.GetValue(_device),
        };
        return parsed.GetValue(_host) is { } host ? settings with { Host = host } : settings;
    }

    /// <summary>An option that the environment gives when the command line does not: --frontend-port is TOWNLET_FRONTEND_PORT.</summary>
    private static Option<T> Setting<T>(string name, string description, string? helpName = null, params string[] aliases)
    {
        var variable = "TOWNLET_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        return new Option<T>(name, aliases)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = result => FromEnvironment<T>(result, variable),
        };
    }

    private static T FromEnvironment<T>(ArgumentResult result, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text)
        {
            return default!;
        }

        try
        {
            return typeof(T) == typeof(string[])
                ? (T)(object)text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : (T)Convert.ChangeType(Switch(text), Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            result.AddError($"{variable} is '{text}', which does not fit: {failure.Message}");
            return default!;
        }
    }

    private static string Switch(string text) => text switch
    {
        "1" or "yes" or "on" => text == "1" ? "1" : "true",
        "no" or "off" => "false",
        _ => text,
    };

    private static void RequireRange(OptionResult result, Option<int?> option, int least, int most)
    {
        if (result.GetValue(option) is { } value && (value < least || value > most))
        {
            result.AddError($"{option.Name} must lie between {least} and {most}, not {value}.");
        }
    }
}
