using System.Security.Cryptography;

namespace Townlet.Runs.Stores;

/// <summary>By this the bytes of an object are known.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ObjectDigest(long Size, string Sha256)
{
    /// <param name="content">Can seek; read from its beginning to its end.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ObjectDigest> OfAsync(Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        content.Position = 0;
        return new ObjectDigest(content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false)));
    }
}
