using System.Net;
using System.Net.Sockets;

namespace Townlet.EndToEnd.Processes;

/// <summary>Ports for one test.</summary>
internal static class Ports
{
    /// <returns>A port on which no program listens.</returns>
    public static int Free()
    {
        using var listener = Taken(out var port);
        return port;
    }

    /// <returns>A listener on a port that the system chooses; the caller disposes of it.</returns>
    public static TcpListener Taken(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    /// <summary>The TCP ports on which a process listens, from /proc.</summary>
    public static List<int> ListenedOnBy(int process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(Target)
            .ToHashSet();
        // Columns: slot, local address:port in hex, remote, state (0A: listens), queues, timer, retransmits, user, timeout, inode.
        return
        [
            .. ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns.Length > 9 && columns[3] == "0A" && sockets.Contains($"socket:[{columns[9]}]"))
                .Select(columns => Convert.ToInt32(columns[1].Split(':')[^1], fromBase: 16)),
        ];
    }

    /// <returns>The target of a descriptor; null where the process has closed it since it was listed.</returns>
    private static string? Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A process that has just ended closes its sockets a moment after it is gone from the process table.</summary>
    public static Task WaitUntilFreeAsync(int port) =>
        Deadline.WaitUntilAsync(() => IsFree(port), $"Somebody still listens on port {port}.");

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
