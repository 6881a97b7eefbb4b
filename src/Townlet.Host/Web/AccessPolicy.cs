using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Townlet.Host;

/// <summary>
/// Who may talk to the server. A page that happens to be open in the same browser must not drive the town, whether it asks
/// from its own address (Origin) or made its name point here (DNS rebinding: Host). Off loopback, whoever
/// wants to change something must know the token.
/// </summary>
internal sealed class AccessPolicy
{
    private readonly string _boundHost;
    private readonly HashSet<string> _allowedOrigins;
    private readonly bool _anyHost;

    /// <param name="bound">The address that the server listens on.</param>
    /// <param name="boundHost">The same as the user wrote it.</param>
    /// <param name="allowedOrigins">Further origins: "https://classroom.example".</param>
    public AccessPolicy(IPAddress bound, string boundHost, IEnumerable<string> allowedOrigins)
    {
        _boundHost = boundHost;
        // On all interfaces the machine has names that only its owner knows, so the Host header tells nothing.
        _anyHost = bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any);
        _allowedOrigins = new HashSet<string>(allowedOrigins.Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);
        Token = IPAddress.IsLoopback(bound) ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>What a POST or a command must carry; null on loopback, where none is needed.</summary>
    public string? Token { get; }

    /// <returns>Null, or why the request is refused.</returns>
    public string? Refuse(HttpRequest request)
    {
        if (!_anyHost && !IsOurName(request.Host.Host))
        {
            return $"This server does not answer to the name '{request.Host.Host}'.";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || IsAllowed(origin, request.Host.Host)
            ? null
            : $"Pages from '{origin}' may not talk to this server. Start it with --allow-origin to let them.";
    }

    /// <summary>Whether the request may change something.</summary>
    public bool MayCommand(HttpRequest request)
    {
        if (Token is null)
        {
            return true;
        }

        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : request.Query["token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));
    }

    private bool IsAllowed(string origin, string requestHost) =>
        _allowedOrigins.Contains(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && (IsOurName(uri.Host) || (_anyHost && string.Equals(uri.Host, requestHost, StringComparison.OrdinalIgnoreCase))));

    private bool IsOurName(string host)
    {
        var name = host.Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, _boundHost, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
