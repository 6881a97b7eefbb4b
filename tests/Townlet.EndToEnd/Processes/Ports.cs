using System.Net;
using System.Net.Sockets;

namespace Townlet.EndToEnd;

/// <summary>Ports for one test.</summary>
internal static class Ports
{
    /// <returns>One that nobody listens on.</returns>
    public static int Free()
    {
        using var listener = Taken(out var port);
        return port;
    }

    /// <returns>A listener on a port of the system's choice, to be disposed.</returns>
    public static TcpListener Taken(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    /// <summary>A process that has just ended closes its sockets a moment after it is gone from the process table.</summary>
    public static async Task WaitUntilFreeAsync(int port)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var end = Environment.TickCount64 + (long)Deadline.Generous.TotalMilliseconds;
        while (!IsFree(port))
        {
            Assert.True(Environment.TickCount64 < end, $"Somebody still listens on port {port}.");
            await look.WaitForNextTickAsync();
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
