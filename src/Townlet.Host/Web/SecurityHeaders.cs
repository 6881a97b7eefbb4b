using Townlet.Actors.Frontend;

namespace Townlet.Host.Web;

/// <summary>
/// Headers of every answer: the town that gave it, and what a browser may do with it. The page loads nothing from other sites, no other
/// site may show it in a frame, and browsers pass its address, which may hold the token, to no site.
/// </summary>
internal static class SecurityHeaders
{
    // frontend/vite.config.ts has the same policy for the development server, except for styles.
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Add(IHeaderDictionary headers, string instance)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers[PageIdentity.TownHeader] = instance;
    }
}
