using System.Net;
using System.Net.Sockets;
using Townlet.Actors.Frontend;

namespace Townlet.Host.Web;

/// <summary>Takes the server's port before anything else starts, so that no other program can take it between the look and the use.</summary>
internal static class ServerSocket
{
    private const int Tries = 100;
    private const int Backlog = 512;

    /// <param name="address">Address to listen on; "::" includes IPv4.</param>
    /// <param name="port">The wanted port.</param>
    /// <param name="fixedPort">True: do not try other ports.</param>
    /// <returns>A listening socket, or null where the port, or a hundred from it on, are taken.</returns>
    public static Socket? Listen(IPAddress address, int port, bool fixedPort)
    {
        var last = fixedPort ? port : Math.Min(port + Tries - 1, IPEndPoint.MaxPort);
        for (var candidate = port; candidate <= last; candidate++)
        {
            if (Listen(address, candidate) is { } socket)
            {
                return socket;
            }
        }

        return null;
    }

    private static Socket? Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = address.Equals(IPAddress.IPv6Any);
            }

            socket.Bind(new IPEndPoint(address, port));
            // From here on a second bind to this port fails.
            socket.Listen(Backlog);
            if (!FreePort.IsFreeOnOtherLoopback(address, port))
            {
                // Another program would answer some requests to "localhost".
                socket.Dispose();
                return null;
            }

            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            if (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                return null;
            }

            throw;
        }
    }
}
