using System.Globalization;
using System.Text;

namespace Townlet.EndToEnd.Processes;

/// <summary>The processes of this machine, from /proc. A zombie (a process that has ended but was not yet waited for) does not count.</summary>
internal static class ProcessTable
{
    /// <param name="mark">NAME=value.</param>
    /// <returns>The processes with this variable in their environment, which every child process inherits, in any session or group.</returns>
    public static List<RunningProcess> Marked(string mark)
    {
        var wanted = Encoding.UTF8.GetBytes(mark + '\0');
        var found = new List<RunningProcess>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(folder, id, wanted) is { } process)
            {
                found.Add(process);
            }
        }

        return found;
    }

    private static RunningProcess? Read(string folder, int id, byte[] mark)
    {
        try
        {
            if (File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) < 0)
            {
                return null;
            }

            // "id (name) state parent group ...", where the name may contain any characters.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var nameEnd = stat.LastIndexOf(')');
            var fields = stat[(nameEnd + 2)..].Split(' ');
            var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Trim();
            return fields[0] is "Z" or "X"
                ? null
                : new RunningProcess(
                    id,
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    int.Parse(fields[2], CultureInfo.InvariantCulture),
                    stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..nameEnd],
                    command);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The process belongs to another user, or ended while it was read.
            return null;
        }
    }
}
