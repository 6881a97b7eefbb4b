using System.Net;
using System.Net.Sockets;

namespace Townlet.Actors.Frontend;

/// <summary>Looks for a port that nobody listens on.</summary>
public static class FreePort
{
    private const int Tries = 100;

    /// <returns>Whether no program listens on the port just now. Where the address is reached as "localhost", this covers loopback of both families, because a browser may choose either.</returns>
    public static bool IsFree(IPAddress address, int port) => CanBind(address, port) && IsFreeOnOtherLoopback(address, port);

    /// <returns>The first free one from <paramref name="port"/> on, or null where the next hundred are taken.</returns>
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

    /// <param name="address">Where a town listens, or will.</param>
    /// <param name="port">Its port.</param>
    /// <returns>Whether no program listens on loopback of the other family. Always true where the address is not reached as "localhost".</returns>
    public static bool IsFreeOnOtherLoopback(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.Any) ? !Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port)
            : !address.Equals(IPAddress.IPv6Loopback) || CanBind(IPAddress.Loopback, port);
    }

    // It only binds: several towns that look at once must not take each other's look for a listener.
    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = address.Equals(IPAddress.IPv6Any);
            }

            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException failure)
        {
            // IPv6 can be switched off. Nothing listens on an address that does not exist.
            return failure.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
