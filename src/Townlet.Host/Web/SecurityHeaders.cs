using Townlet.Actors;

namespace Townlet.Host;

/// <summary>
/// What every answer carries: which town gave it, and what a browser may do with it. The page loads nothing from elsewhere and
/// may not be shown in another site's frame; its address, which may hold the token, goes to nobody.
/// </summary>
internal static class SecurityHeaders
{
    // frontend/vite.config.ts has the same for the development server, but for styles.
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
