using System.Globalization;
using System.Net;

namespace Townlet.Experiments.Clustering;

/// <summary>Where a node of the cluster is reached.</summary>
/// <param name="Host">Exactly as the node announces itself.</param>
/// <param name="Port">From 1.</param>
public sealed record NodeAddress(string Host, int Port)
{
    /// <summary>Reads "HOST:PORT", or "HOST" with the usual port.</summary>
    /// <returns>Null where it is neither.</returns>
    public static NodeAddress? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var port = ClusterSettings.UsualPort;
        return parts.Length is 1 or 2
            && Uri.CheckHostName(parts[0]) is UriHostNameType.Dns or UriHostNameType.IPv4
            && (parts.Length == 1 || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= IPEndPoint.MaxPort))
                // A coordinator on loopback calls itself so.
                ? new NodeAddress(parts[0] == "localhost" ? IPAddress.Loopback.ToString() : parts[0], port)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
