using System.Net;
using System.Net.Sockets;
using Townlet.Actors;

namespace Townlet.Host;

/// <summary>Takes the server's port before anything else is started, so that nobody can take it between the look and the use.</summary>
internal static class ServerSocket
{
    private const int Tries = 100;
    private const int Backlog = 512;

    /// <param name="address">Where to listen; "::" means IPv4 as well.</param>
    /// <param name="port">The port wanted.</param>
    /// <param name="fixedPort">No other port will do.</param>
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
            // Listening at once makes the claim visible: a second bind fails from here on.
            socket.Listen(Backlog);
            if (!FreePort.IsFreeOnOtherLoopback(address, port))
            {
                // Another program would answer some of those who open "localhost".
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
