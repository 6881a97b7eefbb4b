using System.Text.RegularExpressions;

namespace Townlet.Runs.Stores;

/// <summary>Where a store is, as the user names it. It holds no credentials: each machine has its own.</summary>
public sealed partial record StoreAddress
{
    private const string S3Scheme = "s3://";

    private StoreAddress(string text, Uri? endpoint)
    {
        Text = text;
        Endpoint = endpoint;
    }

    /// <summary>The full path of a folder, or <c>s3://bucket/prefix</c>.</summary>
    public string Text { get; }

    /// <summary>Of a server that is not Amazon's; null for Amazon's, and for a folder.</summary>
    public Uri? Endpoint { get; }

    /// <summary>The shared folder; null where it is none.</summary>
    public string? Folder => IsS3 ? null : Text;

    private bool IsS3 => Text.StartsWith(S3Scheme, StringComparison.Ordinal);

    /// <param name="text">A folder, or <c>s3://bucket</c> or <c>s3://bucket/prefix</c>.</param>
    /// <param name="endpoint">Of a server that is not Amazon's: "http://127.0.0.1:9000"; null for Amazon's, and for a folder.</param>
    /// <exception cref="StoreException">It is no address of a store.</exception>
    public static StoreAddress Parse(string text, string? endpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (!text.StartsWith(S3Scheme, StringComparison.Ordinal))
        {
            return text.Contains("://", StringComparison.Ordinal)
                ? throw new StoreException($"--store cannot be {text}: name a folder, or s3://BUCKET/PREFIX.")
                : endpoint is not null
                    ? throw new StoreException($"--s3-endpoint belongs to a store on an S3 server, and --store names the folder {text}. Leave it out, or name --store s3://BUCKET/PREFIX.")
                    : new StoreAddress(Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)), null);
        }

        var trimmed = text.TrimEnd('/');
        if (!S3().IsMatch(trimmed) || !StoreKey.IsSafe(trimmed[S3Scheme.Length..]))
        {
            throw new StoreException($"--store cannot be {text}: write s3://BUCKET or s3://BUCKET/PREFIX, with a bucket's name of 3 to 63 small letters, digits, '.' and '-'.");
        }

        return new StoreAddress(trimmed, endpoint is null ? null : ParseEndpoint(endpoint));
    }

    /// <summary>Opens the store; asks it nothing.</summary>
    public IStore Open() => IsS3 ? Open(Text[S3Scheme.Length..].Split('/', 2)) : new FolderStore(Text);

    private S3Store Open(string[] parts) => new(parts[0], parts.Length > 1 ? parts[1] : "", Endpoint);

    private static Uri ParseEndpoint(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? uri
            : throw new StoreException($"--s3-endpoint cannot be '{endpoint}': write http://HOST:PORT or https://HOST. Credentials come from the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY).");

    [GeneratedRegex(@"^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^\s?#]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex S3();
}
