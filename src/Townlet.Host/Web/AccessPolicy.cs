using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Townlet.Host.Web;

/// <summary>
/// Decides which requests the server answers. A page of another site that is open in the same browser must not drive the town. Such a page
/// asks from its own address (Origin), or it makes its own name point to this machine (DNS rebinding: Host). Rebinding needs a name, so off
/// loopback any IP address is accepted as Host, but only names that are certainly this machine's. A change needs the token there.
/// </summary>
internal sealed class AccessPolicy
{
    private const string Scheme = "Bearer ";

    private readonly string _boundHost;
    private readonly HashSet<string> _allowedOrigins;
    private readonly bool _onLoopback;

    /// <param name="bound">The address that the server listens on.</param>
    /// <param name="boundHost">The same address as the user wrote it.</param>
    /// <param name="allowedOrigins">Other allowed origins: "https://classroom.example".</param>
    /// <param name="machine">The machine's own name, with or without its domain.</param>
    public AccessPolicy(IPAddress bound, string boundHost, IEnumerable<string> allowedOrigins, string machine)
    {
        _boundHost = boundHost.Trim('[', ']');
        _onLoopback = IPAddress.IsLoopback(bound);
        var origins = allowedOrigins.Select(origin => new Uri(origin)).ToList();
        _allowedOrigins = [.. origins.Select(Written)];
        var plainMachine = machine.Split('.')[0];
        Names = _onLoopback
            ? []
            : [.. new[] { machine, plainMachine, $"{plainMachine}.local" }.Concat(origins.Select(origin => origin.Host)).Distinct(StringComparer.OrdinalIgnoreCase)];
        Token = _onLoopback ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>The token that a POST or a command must carry; null on loopback, where none is needed.</summary>
    public string? Token { get; }

    /// <summary>Names, besides localhost and the bound address, that the server answers to; none on loopback.</summary>
    public ImmutableArray<string> Names { get; }

    /// <returns>Null, or why the request is refused.</returns>
    public string? Refuse(HttpRequest request)
    {
        if (!IsKnown(request.Host.Host))
        {
            return _onLoopback
                ? $"This server does not answer to the name '{request.Host.Host}'. Open it as localhost."
                : $"This server does not answer to the name '{request.Host.Host}'. Open it by its IP address, or start it with --allow-origin http://{request.Host.Host} to add the name.";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || IsAllowed(origin, request.Host.Host)
            ? null
            : $"Pages from '{origin}' may not talk to this server. Start it with --allow-origin to let them.";
    }

    /// <summary>True where the request may change something.</summary>
    public bool MayCommand(HttpRequest request)
    {
        if (Token is null)
        {
            return true;
        }

        var header = request.Headers.Authorization.ToString();
        // RFC 9110, 11.1: the scheme's case does not matter.
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : request.Query["token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));
    }

    private bool IsKnown(string host) =>
        IsOurs(host) || (!_onLoopback && (IPAddress.TryParse(host.Trim('[', ']'), out _) || Names.Contains(host, StringComparer.OrdinalIgnoreCase)));

    private bool IsAllowed(string origin, string requestHost) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && (_allowedOrigins.Contains(Written(uri)) || IsOurs(uri.Host) || (!_onLoopback && string.Equals(uri.Host, requestHost, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A loopback name, or the address that the server is bound to.</summary>
    private bool IsOurs(string host)
    {
        var name = host.Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, _boundHost, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>As browsers write it: without the port where it is the usual one.</summary>
    private static string Written(Uri origin) => origin.GetLeftPart(UriPartial.Authority);
}
