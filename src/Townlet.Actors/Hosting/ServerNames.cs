using System.Net;

namespace Townlet.Actors;

/// <summary>How a server is reached from this machine, by the address that it listens on.</summary>
public static class ServerNames
{
    /// <summary>For people: "localhost" where that certainly reaches it. Many machines know localhost as 127.0.0.1 alone, so ::1 is shown as it is.</summary>
    public static string Shown(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return IPAddress.TryParse(server.Host, out var address) && !address.Equals(IPAddress.Loopback) && !IsAny(address) ? server.Host : "localhost";
    }

    /// <summary>For programs: an address that is certain to be the server's; all of a machine's addresses include its loopback.</summary>
    public static Uri Address(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return IPAddress.TryParse(server.Host, out var address) && IsAny(address)
            ? new UriBuilder(server) { Host = (address.Equals(IPAddress.Any) ? IPAddress.Loopback : IPAddress.IPv6Loopback).ToString() }.Uri
            : server;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
