using System.Net.WebSockets;
using System.Text;
using Townlet.EndToEnd;

namespace Townlet.Benchmarks;

/// <summary>A viewer's connection that stores nothing: it reports each frame as it is read and ignores all other messages.</summary>
internal sealed class FrameSocket : IAsyncDisposable
{
    /// <param name="message">The whole message in UTF-8.</param>
    public delegate void FrameRead(ReadOnlySpan<byte> message);

    private static readonly byte[] _frame = Encoding.UTF8.GetBytes("\"type\":\"state_update\"");

    private readonly ClientWebSocket _socket;
    private readonly Task _reading;

    private FrameSocket(ClientWebSocket socket, FrameRead read)
    {
        _socket = socket;
        _reading = ReadAsync(read);
    }

    public bool IsConnected => _socket.State == WebSocketState.Open;

    public static async Task<FrameSocket> ConnectAsync(int port, FrameRead read)
    {
        var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        await socket.ConnectAsync(new Uri(FormattableString.Invariant($"ws://127.0.0.1:{port}/ws")), deadline.Token).ConfigureAwait(false);
        return new FrameSocket(socket, read);
    }

    public Task CommandAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
    }

    private async Task ReadAsync(FrameRead read)
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    // Of a message that is longer than any frame, only the end is kept.
                    length = length == buffer.Length ? 0 : length;
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
                    return;
                }

                // Every message begins with its type.
                if (buffer.AsSpan(0, Math.Min(length, 64)).IndexOf(_frame) >= 0)
                {
                    read(buffer.AsSpan(0, length));
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The town or this benchmark closed the connection; IsConnected shows it.
        }
    }
}
