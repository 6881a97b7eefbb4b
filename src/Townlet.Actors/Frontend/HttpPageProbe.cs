using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Townlet.Actors.Frontend;

/// <summary>Loads the page over HTTP, each request on a connection of its own.</summary>
internal sealed partial class HttpPageProbe : IPageProbe, IDisposable
{
    /// <summary>Vite keeps what it has transformed, so the next attempt after one that took too long is faster.</summary>
    private static readonly TimeSpan _loadWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<PageLook> LoadAsync(PageIdentity page, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_loadWithin);
        try
        {
            return new PageLook(await FaultAsync(page, limit.Token).ConfigureAwait(false));
        }
        catch (HttpRequestException failure)
        {
            return new PageLook(failure.HttpRequestError == HttpRequestError.ConnectionError ? "nobody answers there" : failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PageLook(FormattableString.Invariant($"it does not answer within {_loadWithin.TotalSeconds:0} s"));
        }
    }

    public async Task<bool> AnswersAsync(PageIdentity page, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await GetAsync(page.Address, cancellationToken).ConfigureAwait(false);
            return document.IsSuccessStatusCode && Carries(document, PageIdentity.PageHeader, page.Page);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> FaultAsync(PageIdentity page, CancellationToken cancellationToken)
    {
        using var document = await GetAsync(page.Address, cancellationToken).ConfigureAwait(false);
        if (!Carries(document, PageIdentity.PageHeader, page.Page))
        {
            return "another program answers there";
        }

        if (!document.IsSuccessStatusCode)
        {
            return Told(page.Address, document);
        }

        var scripts = ModuleScripts().Matches(await document.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        if (scripts.Count == 0)
        {
            return "its document names no script";
        }

        foreach (Match script in scripts)
        {
            var address = new Uri(page.Address, script.Groups["src"].Value);
            using var answer = await GetAsync(address, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode || !IsScript(answer.Content.Headers.ContentType))
            {
                return Told(address, answer);
            }
        }

        using var town = await GetAsync(new Uri(page.Address, "/health/live"), cancellationToken).ConfigureAwait(false);
        return Carries(town, PageIdentity.TownHeader, page.Town) ? null : "it does not reach this town's server";
    }

    private Task<HttpResponseMessage> GetAsync(Uri address, CancellationToken cancellationToken) =>
        _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private static bool Carries(HttpResponseMessage answer, string header, string value) =>
        answer.Headers.TryGetValues(header, out var values) && values.Contains(value, StringComparer.Ordinal);

    private static bool IsScript(MediaTypeHeaderValue? type) => type?.MediaType is "text/javascript" or "application/javascript";

    private static string Told(Uri address, HttpResponseMessage answer) =>
        $"{address.PathAndQuery} is answered by {(int)answer.StatusCode} ({answer.Content.Headers.ContentType?.MediaType ?? "no content type"})";

    [GeneratedRegex("""<script\b(?=[^>]*\btype="module")[^>]*\bsrc="(?<src>[^"]+)"[^>]*>""", RegexOptions.IgnoreCase)]
    private static partial Regex ModuleScripts();
}
