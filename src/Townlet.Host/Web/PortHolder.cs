using System.Globalization;

namespace Townlet.Host.Web;

/// <summary>Finds out which process listens on a port, from /proc on Linux.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";

    /// <returns>"node (process 4711)", or null where it is not known.</returns>
    public static string? Find(int port)
    {
        var inodes = ListeningInodes("/proc/net/tcp", port).Concat(ListeningInodes("/proc/net/tcp6", port)).ToHashSet();
        if (inodes.Count == 0)
        {
            return null;
        }

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && HoldsAny(process, inodes))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Name(process)} (process {id})");
            }
        }

        return null;
    }

    // Columns: slot, local address:port in hex, remote, state, queues, timer, retransmits, user, timeout, inode.
    private static IEnumerable<string> ListeningInodes(string table, int port)
    {
        if (!File.Exists(table))
        {
            yield break;
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        foreach (var line in File.ReadLines(table))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 9 && columns[1].EndsWith(suffix, StringComparison.Ordinal) && columns[3] == Listening)
            {
                yield return $"socket:[{columns[9]}]";
            }
        }
    }

    private static bool HoldsAny(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(descriptor => File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name is { } target && sockets.Contains(target));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The process belongs to another user, or has just ended.
            return false;
        }
    }

    private static string Name(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (IOException)
        {
            return "a process that just ended";
        }
    }
}
