using System.Net;

namespace Townlet.Actors.Hosting;

/// <summary>Says how to reach a server from this machine, by the address that it listens on.</summary>
internal static class ServerNames
{
    /// <summary>For human readers: "localhost" where that certainly reaches the server. On many machines localhost is only 127.0.0.1, so ::1 is shown as it is.</summary>
    public static string Shown(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return IPAddress.TryParse(server.Host, out var address) && !address.Equals(IPAddress.Loopback) && !IsAny(address) ? server.Host : "localhost";
    }

    /// <summary>For programs: an address that certainly reaches the server. A server on all addresses is also on loopback.</summary>
    public static Uri Address(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return IPAddress.TryParse(server.Host, out var address) && IsAny(address)
            ? new UriBuilder(server) { Host = (address.Equals(IPAddress.Any) ? IPAddress.Loopback : IPAddress.IPv6Loopback).ToString() }.Uri
            : server;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
