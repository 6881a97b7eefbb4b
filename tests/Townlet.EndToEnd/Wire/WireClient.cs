using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit.Sdk;

namespace Townlet.EndToEnd.Wire;

/// <summary>A viewer of the town: keeps every message that it was sent, in order.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Lock _lock = new();
    private readonly List<JsonElement> _received = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private bool _ended;

    private WireClient()
    {
    }

    /// <summary>Why the server closed the connection; null while it has not.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>How many messages have come; a position to wait from.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _received.Count;
            }
        }
    }

    /// <exception cref="WebSocketException">The server refuses.</exception>
    public static async Task<WireClient> ConnectAsync(int port, string path = "/ws", string? origin = null, string? host = null)
    {
        var client = new WireClient();
        try
        {
            if (origin is not null)
            {
                client._socket.Options.SetRequestHeader("Origin", origin);
            }

            if (host is not null)
            {
                client._socket.Options.SetRequestHeader("Host", host);
            }

            client._socket.Options.CollectHttpResponseDetails = true;
            using var deadline = new CancellationTokenSource(Deadline.Generous);
            await client._socket.ConnectAsync(new Uri(FormattableString.Invariant($"ws://127.0.0.1:{port}{path}")), deadline.Token);
        }
        catch
        {
            client._socket.Dispose();
            throw;
        }

        client._reading = client.ReadAsync();
        return client;
    }

    /// <summary>Tries until the server takes a viewer again, which it does not while the viewers' actor is down or all places are taken.</summary>
    public static async Task<WireClient> ConnectAgainAsync(int port)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var end = Environment.TickCount64 + (long)Deadline.Generous.TotalMilliseconds;
        while (true)
        {
            try
            {
                var client = await ConnectAsync(port);
                if (await client.IsGreetedAsync())
                {
                    return client;
                }

                await client.DisposeAsync();
            }
            catch (WebSocketException) when (Environment.TickCount64 < end)
            {
                // Refused, as where all places are taken.
            }

            Assert.True(Environment.TickCount64 < end, "The server takes no viewer again.");
            await pause.WaitForNextTickAsync();
        }
    }

    public static string TypeOf(JsonElement message) => message.GetProperty("type").GetString()!;

    public Task CommandAsync(string command) => SendTextAsync(JsonSerializer.Serialize(new { command }));

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendAsync(byte[] message, WebSocketMessageType type)
    {
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        await _socket.SendAsync(message, type, endOfMessage: true, deadline.Token);
    }

    /// <summary>Messages from a position on.</summary>
    public IReadOnlyList<JsonElement> From(int position)
    {
        lock (_lock)
        {
            return _received[position..];
        }
    }

    /// <summary>Waits for a message of this type, among those from <paramref name="from"/> on.</summary>
    /// <returns>The message and the position behind it.</returns>
    public Task<(JsonElement Message, int Next)> WaitForAsync(string type, int from = 0, Predicate<JsonElement>? fits = null) =>
        WaitForAsync(message => TypeOf(message) == type && (fits is null || fits(message)), $"a '{type}'", from);

    /// <inheritdoc cref="WaitForAsync(string, int, Predicate{JsonElement}?)"/>
    public async Task<(JsonElement Message, int Next)> WaitForAsync(Predicate<JsonElement> fits, string what, int from = 0)
    {
        var deadline = Task.Delay(Deadline.Generous);
        var seen = from;
        while (true)
        {
            Task changed;
            bool ended;
            lock (_lock)
            {
                for (; seen < _received.Count; seen++)
                {
                    if (fits(_received[seen]))
                    {
                        return (_received[seen], seen + 1);
                    }
                }

                changed = _changed.Task;
                ended = _ended;
            }

            if (ended)
            {
                throw new XunitException($"The connection ended ({CloseStatus}) without {what}. {Summary(from)}");
            }

            if (await Task.WhenAny(changed, deadline) == deadline)
            {
                throw new XunitException($"Waited {Deadline.Generous.TotalSeconds:0} s in vain for {what}. {Summary(from)}");
            }
        }
    }

    /// <summary>Waits until the server ends the connection.</summary>
    public Task WaitForEndAsync() => _reading.WaitAsync(Deadline.Generous);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    /// <returns>False where the connection ended without a message.</returns>
    private async Task<bool> IsGreetedAsync()
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_received.Count > 0 || _ended)
                {
                    return _received.Count > 0;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Deadline.Generous);
        }
    }

    private string Summary(int from) =>
        "There were " + string.Join(", ", From(from).GroupBy(TypeOf).Select(group => $"{group.Count()} {group.Key}")) + ".";

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Add(JsonDocument.Parse(message.ToArray()).RootElement);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is gone without a goodbye, or the test has seen enough.
        }

        Announce(() => _ended = true);
    }

    private void Add(JsonElement message) => Announce(() => _received.Add(message));

    private void Announce(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
