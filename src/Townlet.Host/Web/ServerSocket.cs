using System.Net;
using System.Net.Sockets;

namespace Townlet.Host;

/// <summary>Takes the server's port before anything else is started, so that nobody can take it between the look and the use.</summary>
internal static class ServerSocket
{
    private const int Tries = 100;
    private const int Backlog = 512;

    /// <param name="address">Where to listen.</param>
    /// <param name="port">The port wanted.</param>
    /// <param name="fixedPort">No other port will do.</param>
    /// <returns>A listening socket, or null where the port, or a hundred from it on, are taken.</returns>
    public static Socket? Listen(IPAddress address, int port, bool fixedPort)
    {
        var last = fixedPort ? port : Math.Min(port + Tries - 1, IPEndPoint.MaxPort);
        for (var candidate = port; candidate <= last; candidate++)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, candidate));
                // Listening at once makes the claim visible: a second bind fails from here on.
                socket.Listen(Backlog);
                return socket;
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                socket.Dispose();
            }
        }

        return null;
    }
}
