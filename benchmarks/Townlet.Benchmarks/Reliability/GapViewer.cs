using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Townlet.EndToEnd;

namespace Townlet.Benchmarks;

/// <summary>A viewer that keeps nothing but how long it had to wait from one frame to the next.</summary>
internal sealed class GapViewer : IAsyncDisposable
{
    private static readonly byte[] _frame = Encoding.UTF8.GetBytes("\"type\":\"state_update\"");

    private readonly ClientWebSocket _socket;
    private readonly Task _reading;
    private long _lastFrame = Stopwatch.GetTimestamp();
    private long _longestTicks;
    private long _frames;

    private GapViewer(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = ReadAsync();
    }

    /// <summary>The longest time without a frame so far, the one under way included.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            var underWay = Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastFrame));
            var longest = TimeSpan.FromTicks(Interlocked.Read(ref _longestTicks));
            return underWay > longest && IsConnected ? underWay : longest;
        }
    }

    public long Frames => Interlocked.Read(ref _frames);

    public bool IsConnected => _socket.State == WebSocketState.Open;

    public static async Task<GapViewer> ConnectAsync(int port)
    {
        var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        await socket.ConnectAsync(new Uri(FormattableString.Invariant($"ws://127.0.0.1:{port}/ws")), deadline.Token).ConfigureAwait(false);
        return new GapViewer(socket);
    }

    public Task CommandAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

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
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
                    return;
                }

                // The type comes first in every message, so the first part has it.
                if (buffer.AsSpan(0, Math.Min(part.Count, 64)).IndexOf(_frame) >= 0)
                {
                    var now = Stopwatch.GetTimestamp();
                    var gap = Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _lastFrame, now), now);
                    Interlocked.Exchange(ref _longestTicks, Math.Max(_longestTicks, gap.Ticks));
                    Interlocked.Increment(ref _frames);
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut off, by the town or by this benchmark; IsConnected tells.
        }
    }
}
