using System.Net.WebSockets;
using Townlet.Actors;

namespace Townlet.Host;

/// <summary>One viewer's WebSocket. A message and the goodbye never overlap on it.</summary>
internal sealed class WebSocketViewer(WebSocket socket) : IViewerConnection, IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _peerEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads until the viewer leaves.</summary>
    /// <param name="maxBytes">The largest message that is taken.</param>
    /// <param name="received">A text message.</param>
    /// <param name="unusable">A message of another kind or size, in words.</param>
    /// <param name="cancellationToken">The connection is lost.</param>
    public async Task ReadAsync(int maxBytes, Action<byte[]> received, Action<string> unusable, CancellationToken cancellationToken)
    {
        var buffer = new byte[maxBytes];
        try
        {
            while (true)
            {
                var (length, type, tooLong) = await ReadMessageAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (type == WebSocketMessageType.Close)
                {
                    return;
                }

                if (tooLong)
                {
                    unusable($"A message may have {maxBytes} bytes at most.");
                }
                else if (type == WebSocketMessageType.Binary)
                {
                    unusable("Only text messages are understood here, not binary ones.");
                }
                else
                {
                    received(buffer[..length]);
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException)
        {
            // The other side is gone without a goodbye, as browsers often are.
        }
        finally
        {
            _peerEnded.TrySetResult();
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The viewer left while it was told something; the reader ends with the socket and says so.
            Abort();
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task CloseAsync(WebSocketCloseStatus status, string reason, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            await _sending.WaitAsync(limit.Token).ConfigureAwait(false);
            await socket.CloseOutputAsync(status, reason, limit.Token).ConfigureAwait(false);
            await _peerEnded.Task.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // It did not answer in time or was gone already; either way the connection ends now.
        }

        Abort();
    }

    public void Abort() => socket.Abort();

    // The semaphore stays: a message may still be waiting for it, and without a wait handle it holds nothing.
    public void Dispose() => Abort();

    /// <summary>A message that does not fit is read to its end and thrown away, so that the next one is understood again.</summary>
    private async Task<(int Length, WebSocketMessageType Type, bool TooLong)> ReadMessageAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        var tooLong = false;
        while (true)
        {
            if (length == buffer.Length)
            {
                tooLong = true;
                length = 0;
            }

            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close || part.EndOfMessage)
            {
                return (length, part.MessageType, tooLong);
            }
        }
    }
}
