using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using Townlet.EndToEnd;

namespace Townlet.Benchmarks;

/// <summary>A viewer that notes how old each frame is when it is read, by the time that the town wrote into it.</summary>
internal sealed class TimedViewer : IAsyncDisposable
{
    private static readonly byte[] _frame = Encoding.UTF8.GetBytes("\"type\":\"state_update\"");
    private static readonly byte[] _time = Encoding.UTF8.GetBytes("\"timestamp_unix\":");

    private readonly ClientWebSocket _socket;
    private readonly List<double> _delays = [];
    private readonly Lock _lock = new();
    private readonly Task _reading;

    private TimedViewer(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = ReadAsync();
    }

    /// <summary>Milliseconds, one a frame since <see cref="Forget"/>.</summary>
    public IReadOnlyList<double> Delays
    {
        get
        {
            lock (_lock)
            {
                return [.. _delays];
            }
        }
    }

    public static async Task<TimedViewer> ConnectAsync(int port)
    {
        var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        await socket.ConnectAsync(new Uri(FormattableString.Invariant($"ws://127.0.0.1:{port}/ws")), deadline.Token).ConfigureAwait(false);
        return new TimedViewer(socket);
    }

    public Task CommandAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public void Forget()
    {
        lock (_lock)
        {
            _delays.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                Note(buffer.AsSpan(0, length));
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut off by the benchmark.
        }
    }

    private void Note(ReadOnlySpan<byte> message)
    {
        if (message[..Math.Min(message.Length, 64)].IndexOf(_frame) < 0)
        {
            return;
        }

        var at = message.IndexOf(_time);
        if (at >= 0 && Utf8Parser.TryParse(message[(at + _time.Length)..], out double seconds, out _))
        {
            var delay = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds - (seconds * 1000);
            lock (_lock)
            {
                _delays.Add(delay);
            }
        }
    }
}
