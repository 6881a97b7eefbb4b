using System.Net;
using System.Net.Sockets;

namespace Townlet.Actors;

/// <summary>Looks for a port that nobody listens on.</summary>
public static class FreePort
{
    private const int Tries = 100;

    /// <returns>Whether the port could be bound just now, on loopback in both its forms: who opens "localhost" may get either.</returns>
    public static bool IsFree(IPAddress address, int port) =>
        CanBind(address, port) && (!address.Equals(IPAddress.Loopback) || !Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    /// <returns>The first free one from <paramref name="port"/> on, or null when the next hundred are taken.</returns>
    public static int? From(IPAddress address, int port)
    {
        for (var candidate = port; candidate < port + Tries && candidate <= IPEndPoint.MaxPort; candidate++)
        {
            if (IsFree(address, candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException failure)
        {
            // IPv6 can be there and be switched off; nobody listens on an address that does not exist.
            return failure.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
