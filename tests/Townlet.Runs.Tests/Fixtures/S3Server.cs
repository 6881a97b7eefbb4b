using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A real S3 server in a process of its own, with one bucket, on loopback.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "town";
    private const string Key = "S3RVER";
    private const string Put = "took ";

    private static readonly string _script = Path.Combine(Repository.Root, "tests", "S3Servers", "serve.mjs");

    private readonly string _kind;
    private readonly string _folder;
    private readonly int _port;
    private readonly Lock _lock = new();
    private readonly List<string> _said = [];
    private Process? _process;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private S3Server(string kind, string folder, int port)
    {
        _kind = kind;
        _folder = folder;
        _port = port;
    }

    /// <summary>Null where the servers are installed, as ./test does it; otherwise the reason.</summary>
    public static string? Obstacle { get; } =
        Directory.Exists(Path.Combine(Path.GetDirectoryName(_script)!, "node_modules")) ? null : "The S3 servers are not installed: npm ci --prefix tests/S3Servers.";

    /// <summary>What a client must have in its environment.</summary>
    public static IReadOnlyDictionary<string, string> Credentials { get; } = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = Key,
        ["AWS_SECRET_ACCESS_KEY"] = Key,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    public Uri Endpoint => new($"http://127.0.0.1:{_port}");

    public int Id => _process!.Id;

    /// <summary>Paths of the objects that it has taken since it started.</summary>
    public IReadOnlyList<string> Puts
    {
        get
        {
            lock (_lock)
            {
                return [.. _said.Where(line => line.StartsWith(Put, StringComparison.Ordinal)).Select(line => line[Put.Length..])];
            }
        }
    }

    /// <param name="kind">"s3rver" or "fauxqs".</param>
    /// <param name="folder">Where it keeps its objects.</param>
    /// <param name="holdAbove">The first body of more bytes than these is not read to its end; the server says "holding" then.</param>
    public static async Task<S3Server> StartAsync(string kind, string folder, long? holdAbove = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new S3Server(kind, folder, port);
        await server.StartAgainAsync(holdAbove);
        return server;
    }

    /// <summary>At the same address, with the objects that it has.</summary>
    public async Task StartAgainAsync(long? holdAbove = null)
    {
        var start = new ProcessStartInfo("node", [_script, _kind, $"{_port}", _folder, Bucket]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (holdAbove is { } bytes)
        {
            start.Environment["HOLD_ABOVE"] = $"{bytes}";
        }

        Forget();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await SaysAsync("listening");
    }

    /// <summary>Waits for a line, among those said before or after the call.</summary>
    public async Task SaysAsync(string line)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_said.Contains(line))
                {
                    return;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The S3 server never said '{line}':\n{string.Join('\n', _said)}");
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            _said.Clear();
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _said.Add(line);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
