using System.Globalization;
using Townlet.Actors.Viewers;

namespace Townlet.Host.Web;

/// <summary>How many may be connected at once, so that they never take the handles that the run itself needs.</summary>
/// <param name="Viewers">Most WebSockets.</param>
/// <param name="Connections">Most other connections. The server closes one beyond them at once.</param>
internal sealed record ServerCapacity(int Viewers, int Connections)
{
    /// <summary>Handles of the program itself, with its libraries (measured: 290) and room for a burst of connections that are about to be refused.</summary>
    public const int Reserve = 400;

    /// <summary>More than any class has. Each viewer takes about 100 kB of memory as well.</summary>
    private const int MostUnasked = 2000;

    private const int LeastConnections = 16;
    private const int MostConnections = 1000;
    private const string LimitName = "Max open files";

    /// <param name="most"><see cref="ViewerLimits.Most"/>.</param>
    public static ServerCapacity OfThisProcess(int? most)
    {
        const string Limits = "/proc/self/limits";
        return Within(File.Exists(Limits) ? Handles(File.ReadLines(Limits)) : null, most);
    }

    /// <param name="handles">How many files and sockets may be open at once; null: no limit that is known.</param>
    /// <param name="most"><see cref="ViewerLimits.Most"/>.</param>
    public static ServerCapacity Within(int? handles, int? most)
    {
        var free = Math.Max((handles ?? int.MaxValue) - Reserve, 0);
        // A viewer that is refused needs a connection to hear it.
        var connections = Math.Clamp(free / 4, LeastConnections, MostConnections);
        return new ServerCapacity(Math.Min(most ?? MostUnasked, Math.Max(free - connections, 1)), connections);
    }

    /// <param name="limits">Lines of /proc/self/limits: name, soft limit, hard limit, unit. The runtime has raised the soft limit to the hard one.</param>
    /// <returns>Null where there is no limit.</returns>
    public static int? Handles(IEnumerable<string> limits)
    {
        var soft = limits.FirstOrDefault(line => line.StartsWith(LimitName, StringComparison.Ordinal))?[LimitName.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
