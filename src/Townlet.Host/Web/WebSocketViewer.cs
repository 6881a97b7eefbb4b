using System.Net.WebSockets;
using Townlet.Actors.Viewers;

namespace Townlet.Host.Web;

/// <summary>One viewer's WebSocket. A message and the goodbye never overlap on it.</summary>
/// <param name="socket">The WebSocket. It is not disposed after a goodbye, because that makes ASP.NET reset the connection, and the reset may overtake the goodbye.</param>
/// <param name="connection">What is under it.</param>
internal sealed class WebSocketViewer(WebSocket socket, Stream connection) : IViewerConnection, IDisposable
{
    /// <summary>How long a viewer may take to read a goodbye.</summary>
    private static readonly TimeSpan _lingerFor = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _peerEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _saysGoodbye;

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
                    await AnswerGoodbyeAsync().ConfigureAwait(false);
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
        catch (WebSocketException fault) when (fault.WebSocketErrorCode is not WebSocketError.ConnectionClosedPrematurely && !cancellationToken.IsCancellationRequested)
        {
            // .NET has sent the goodbye: 1007 for text that is not UTF-8, 1002 for bytes that are no WebSocket frame.
            await LingerAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException)
        {
            // The viewer left without a goodbye, as browsers often do.
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
            // The viewer left, or the goodbye was sent before. The reader ends with the connection and reports it.
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
            // The viewer did not answer in time or had left. Either way the connection ends now.
        }

        Abort();
    }

    /// <summary>Resets the connection; not one on which a goodbye is on its way, which ends by itself within <see cref="_lingerFor"/>.</summary>
    public void Abort()
    {
        if (!_saysGoodbye)
        {
            socket.Abort();
            socket.Dispose();
        }
    }

    // The semaphore is not disposed, because a message may still wait for it. Without a wait handle it holds nothing.
    public void Dispose() => Abort();

    private async Task AnswerGoodbyeAsync()
    {
        _saysGoodbye = true;
        using var limit = new CancellationTokenSource(_lingerFor);
        try
        {
            await _sending.WaitAsync(limit.Token).ConfigureAwait(false);
            if (socket.State == WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The viewer does not take the answer.
            _saysGoodbye = false;
        }
    }

    /// <summary>Reads and drops what the viewer still sends. A connection that is closed with bytes unread ends with a reset, which may overtake the goodbye.</summary>
    private async Task LingerAsync(CancellationToken cancellationToken)
    {
        _saysGoodbye = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_lingerFor);
        var waste = new byte[4096];
        try
        {
            while (await connection.ReadAsync(waste, limit.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The viewer has had its time.
        }
    }

    /// <summary>A message that is too long is read to its end and dropped, so that the next one is understood.</summary>
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
