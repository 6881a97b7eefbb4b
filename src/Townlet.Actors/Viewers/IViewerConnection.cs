using System.Net.WebSockets;

namespace Townlet.Actors;

/// <summary>The socket of one viewer. Calls come one at a time.</summary>
public interface IViewerConnection
{
    /// <summary>Completes when the network has taken the message; that may be never, for a viewer that does not read.</summary>
    Task SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>Says goodbye, waits a moment for the answer, ends the connection in any case.</summary>
    Task CloseAsync(WebSocketCloseStatus status, string reason, TimeSpan within);

    /// <summary>Ends the connection without a word.</summary>
    void Abort();
}
