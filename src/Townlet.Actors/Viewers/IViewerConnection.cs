using System.Net.WebSockets;

namespace Townlet.Actors.Viewers;

/// <summary>The socket of one viewer. Calls come one at a time.</summary>
public interface IViewerConnection
{
    /// <summary>Completes when the network has taken the message. For a viewer that does not read, this may be never.</summary>
    Task SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>Sends a close frame, waits a moment for the answer, and ends the connection in any case.</summary>
    Task CloseAsync(WebSocketCloseStatus status, string reason, TimeSpan within);

    /// <summary>Ends the connection without a close frame.</summary>
    void Abort();
}
