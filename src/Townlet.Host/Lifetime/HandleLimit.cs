using System.Globalization;

namespace Townlet.Host.Lifetime;

/// <summary>How many files a process may have open, which counts sockets and the program's own libraries too.</summary>
internal static class HandleLimit
{
    /// <summary>A run with its server holds about 270, most of them libraries, and each viewer one more. With fewer the runtime itself fails, in a place that tells nothing.</summary>
    public const int Needed = 400;

    private const string LimitName = "Max open files";

    /// <returns>What is wrong and what to do; null where there are enough, or where the system does not tell.</returns>
    public static string? Fault() => Fault(ReadLimits());

    /// <param name="limits">The lines of /proc/self/limits. The runtime has raised the soft limit to the hard one.</param>
    public static string? Fault(IEnumerable<string> limits)
    {
        foreach (var line in limits)
        {
            if (line.StartsWith(LimitName, StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(LimitName.Length).TrimStart().ToString().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                && limit < Needed)
            {
                return $"This shell lets a program open {limit} files, and Townlet needs {Needed}. Raise the limit with 'ulimit -n 4096', or in a service with LimitNOFILE=4096, and start again.";
            }
        }

        return null;
    }

    private static string[] ReadLimits()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllLines("/proc/self/limits") : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
