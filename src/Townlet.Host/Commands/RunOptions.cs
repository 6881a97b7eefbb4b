using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Townlet.Configuration.Settings;

namespace Townlet.Host.Commands;

/// <summary>The options of a run, each from the command line or else from TOWNLET_... in the environment: --frontend-port is TOWNLET_FRONTEND_PORT.</summary>
internal sealed class RunOptions
{
    private const string Built = "built";
    private const string Json = "json";

    private readonly Func<string, string?> _environment;
    private readonly Option<string[]> _config;
    private readonly Option<string?> _experimentName;
    private readonly Option<int?> _runs;
    private readonly Option<int?> _parallel;
    private readonly Option<string[]> _vary;
    private readonly Option<int?> _episodes;
    private readonly Option<string?> _checkpointDirectory;
    private readonly Option<int?> _port;
    private readonly Option<int?> _frontendPort;
    private readonly Option<bool> _noBrowser;
    private readonly Option<bool> _noFrontend;
    private readonly Option<bool> _fixedPorts;
    private readonly Option<bool> _stay;
    private readonly Option<bool> _debug;
    private readonly Option<bool> _allowFaults;
    private readonly Option<string?> _host;
    private readonly Option<string[]> _allowOrigin;
    private readonly Option<ulong?> _seed;
    private readonly Option<string?> _device;
    private readonly Option<string?> _hocon;
    private readonly Option<string?> _run;
    private readonly Option<string?> _frontend;
    private readonly Option<string?> _logFormat;

    /// <param name="environment">Value of a variable, or null.</param>
    public RunOptions(Func<string, string?> environment)
    {
        _environment = environment;
        _config = Setting<string[]>("--config", "Pack folder or single training file. Default: configs/L1_full_observability, or the pack of the run that --checkpoint-dir names. Given twice: an experiment that compares the packs.", "PACK", Texts);
        _experimentName = Setting<string?>("--experiment-name", "Name of an experiment: many runs, compared. The same command again goes on with it.", "NAME", Text);
        _runs = Setting("--runs", "Make it an experiment with so many runs, of each arm where there are several, each with a seed of its own.", "N", Whole(1, 10_000));
        _parallel = Setting("--parallel", "Runs of an experiment at a time. Default: as many as there are cores.", "N", Whole(1, 1_000));
        _vary = Setting<string[]>("--vary", "Compare values of a key of the pack in an experiment, as in population.gamma=0.95,0.99. Given for several keys: all combinations.", "KEY=A,B", Texts);
        _episodes = Setting("--episodes", "Lives to finish, counted over the whole run. Default: as many as the run that --checkpoint-dir names began with, else the pack's training.max_episodes, else 10000.", "N", Whole(1, int.MaxValue));
        _checkpointDirectory = Setting<string?>("--checkpoint-dir", "Resume the run in this folder, or begin one there. Default: a new folder in runs/.", "DIR", Text);
        _port = Setting("--port", "Port of the server (WebSocket and HTTP). Default: 8766. The next free one is taken unless --fixed-ports.", "PORT", Whole(1, IPEndPoint.MaxPort), "--inference-port");
        _frontendPort = Setting("--frontend-port", "Port of the page. Default: 5173.", "PORT", Whole(1, IPEndPoint.MaxPort));
        _noBrowser = Setting<bool>("--no-browser", "Do not open the page in the browser.", null, Switch);
        _noFrontend = Setting<bool>("--no-frontend", "No page: training and server alone.", null, Switch);
        _fixedPorts = Setting<bool>("--fixed-ports", "Fail when a port is taken instead of moving on to the next free one.", null, Switch);
        _stay = Setting<bool>("--stay", "Keep serving after the last episode.", null, Switch);
        _debug = Setting<bool>("--debug", "Log what the components do, and the page's output.", null, Switch);
        _allowFaults = Setting<bool>("--allow-faults", "Let POST /api/faults/{component} make any component of the run fail, to watch it heal.", null, Switch);
        _host = Setting<string?>("--host", "Address to listen on. Default: 127.0.0.1. On any other, changes need a token, which is printed at the start.", "ADDRESS", Address);
        _allowOrigin = Setting<string[]>("--allow-origin", "A further origin whose pages may talk to the server.", "ORIGIN", Origins);
        _seed = Setting<ulong?>("--seed", "Seed of everything random. Default: the pack's training.seed, else drawn and recorded.", "N", Seed);
        _device = Setting<string?>("--device", "cpu, cuda or auto. Default: the pack's training.device.", "cpu|cuda|auto", OneOf("cpu", "cuda", "auto"));
        _hocon = Setting<string?>("--hocon", "Settings of the actor system (restart limits, timeouts) that replace those of HOCON.conf.", "FILE", Text);
        _run = Setting<string?>("--run", "Folder of the run. Default: the newest one in runs/.", "DIR", Text);
        _frontend = Setting("--frontend", "dev: the page comes from Vite's development server; built: from the server itself, as 'npm run build' or 'dotnet publish' left it. Default: dev, or built where Node.js is missing.", $"dev|{Built}", OneOf("dev", Built));
        _logFormat = Setting("--log-format", "text, or json: one object a line, for a log collector. Default: text.", $"text|{Json}", OneOf("text", Json));
    }

    public IEnumerable<Option> All =>
        [_config, _episodes, _checkpointDirectory, _experimentName, _runs, _parallel, _vary, _port, _frontendPort, _frontend, _noBrowser, _noFrontend, _fixedPorts, _stay, _debug, _logFormat, _allowFaults, _host, _allowOrigin, _seed, _device, _hocon];

    /// <summary>Those that make sense without a server.</summary>
    public IEnumerable<Option> Training => [_config, _episodes, _checkpointDirectory, _experimentName, _runs, _parallel, _vary, _seed, _device, _debug, _logFormat, _hocon];

    /// <summary>Those that make sense without training.</summary>
    public IEnumerable<Option> Serving =>
        [_run, _port, _frontendPort, _frontend, _noBrowser, _noFrontend, _fixedPorts, _debug, _logFormat, _allowFaults, _host, _allowOrigin, _hocon];

    public RunSettings Settings(ParseResult parsed)
    {
        var settings = new RunSettings
        {
            Config = parsed.GetValue(_config)?.FirstOrDefault(),
            MoreConfigs = parsed.GetValue(_config) is { Length: > 1 } several ? several[1..] : [],
            ExperimentName = parsed.GetValue(_experimentName),
            Runs = parsed.GetValue(_runs),
            Parallel = parsed.GetValue(_parallel),
            Vary = parsed.GetValue(_vary) is { Length: > 0 } varied ? varied : [],
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
            Device = parsed.GetValue(_device) is { } device ? Enum.Parse<DeviceKind>(device, ignoreCase: true) : null,
            Hocon = parsed.GetValue(_hocon),
            Run = parsed.GetValue(_run),
            BuiltPage = parsed.GetValue(_frontend) == Built,
            JsonLog = parsed.GetValue(_logFormat) == Json,
        };
        return parsed.GetValue(_host) is { } host ? settings with { Host = host } : settings;
    }

    /// <summary>
    /// A command reads the variables of its own options alone. The options of the program itself (run, without this word) stand above every command,
    /// and the parser asks for their values too.
    /// </summary>
    private static bool IsOfTheCommand(SymbolResult? result)
    {
        while (result is not (null or CommandResult))
        {
            result = result.Parent;
        }

        return result is CommandResult command && !command.Children.Any(child => child is CommandResult);
    }

    /// <summary>Turns the words given for an option, or the text of its variable, into its value.</summary>
    /// <returns>Null, or what the value must be: "a whole number".</returns>
    private delegate string? Reader<T>(string[] words, out T value);

    private Option<T> Setting<T>(string name, string description, string? helpName, Reader<T> read, params string[] aliases)
    {
        var variable = "TOWNLET_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        return new Option<T>(name, aliases)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Read(result, name, [.. result.Tokens.Select(token => token.Value)]),
            DefaultValueFactory = result => IsOfTheCommand(result) && Variable(variable) is { } text ? Read(result, variable, [text]) : default!,
        };

        T Read(ArgumentResult result, string source, string[] words)
        {
            if (read(words, out var value) is { } wanted)
            {
                result.AddError($"{source} must be {wanted}, not '{string.Join(' ', words)}'.");
            }

            return value;
        }
    }

    /// <summary>
    /// For a service of the same name, Kubernetes and Docker set the variable of a port to that service's address, tcp://10.43.7.62:8766. That is no setting.
    /// </summary>
    private string? Variable(string name) =>
        _environment(name) is { Length: > 0 } text && !(name.EndsWith("_PORT", StringComparison.Ordinal) && IsServiceAddress(text)) ? text : null;

    private static bool IsServiceAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "tcp" or "udp" or "sctp";

    private static string? Text(string[] words, out string? value)
    {
        value = words[0];
        return value.Length > 0 ? null : "a path";
    }

    private static string? Texts(string[] words, out string[] value)
    {
        value = words;
        return words.All(word => word.Length > 0) ? null : "a text that is not empty";
    }

    private static string? Switch(string[] words, out bool value)
    {
        // The option is usually given without a value; a variable always has one.
        var text = words.Length == 0 ? "true" : words[0].ToLowerInvariant();
        value = text is "1" or "true" or "yes" or "on";
        return value || text is "0" or "false" or "no" or "off" ? null : "true or false";
    }

    private static Reader<int?> Whole(int least, int most) => (words, out value) =>
    {
        value = int.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
        return value is null ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}") : null;
    };

    private static string? Seed(string[] words, out ulong? value)
    {
        value = ulong.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return value is null ? string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {ulong.MaxValue}") : null;
    }

    private static Reader<string?> OneOf(params string[] choices) => (words, out value) =>
    {
        value = words[0].ToLowerInvariant();
        return choices.Contains(value) ? null : $"{string.Join(", ", choices[..^1])} or {choices[^1]}";
    };

    private static string? Address(string[] words, out string? value)
    {
        value = words[0];
        return IPAddress.TryParse(value, out _) ? null : "an IP address such as 127.0.0.1 or 0.0.0.0";
    }

    private static string? Origins(string[] words, out string[] value)
    {
        value = [.. words.SelectMany(word => word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return value.All(IsOrigin) ? null : "an origin such as https://classroom.example";

        static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/";
    }
}
