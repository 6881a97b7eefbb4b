using System.Globalization;
using System.Security.Cryptography;

namespace Townlet.Runs.Stores;

/// <summary>Puts and gets objects and believes no answer: a server may say that all is well and hold something else.</summary>
public static class VerifiedObjects
{
    /// <summary>Puts an object and reads it back. What does not read back is removed again, as far as the store lets it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">As in <see cref="IStore.PutAsync"/>.</param>
    /// <param name="content">As in <see cref="IStore.PutAsync"/>.</param>
    /// <param name="digest">Of the content.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">The store is away, or holds something else now.</exception>
    public static async Task PutVerifiedAsync(this IStore store, string key, Stream content, ObjectDigest digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(digest);
        await store.PutAsync(key, content, cancellation).ConfigureAwait(false);
        if (await WhatIsWrongAsync(store, key, Stream.Null, digest, cancellation).ConfigureAwait(false) is not { } wrong)
        {
            return;
        }

        try
        {
            await store.DeleteAsync(key, cancellation).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // It does no harm: nothing names it.
        }

        throw new StoreException(
            $"{store.Address} did not keep {key} as it was sent: {wrong}. What lies there is not used. See whether the server or the disk behind it alters what it stores, or choose another store.");
    }

    /// <summary>Gets an object that must be this one.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">As in <see cref="IStore.PutAsync"/>.</param>
    /// <param name="target">Gets the bytes, wrong ones too: use them only when this returns null.</param>
    /// <param name="digest">What it must be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is wrong with it, without a full stop; null where it is the one.</returns>
    /// <exception cref="StoreException">The store is away.</exception>
    public static async Task<string?> WhatIsWrongAsync(this IStore store, string key, Stream target, ObjectDigest digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(digest);
        using var sha256 = SHA256.Create();
        await using var hashed = new CryptoStream(target, sha256, CryptoStreamMode.Write, leaveOpen: true);
        if (await store.GetAsync(key, hashed, cancellation).ConfigureAwait(false) is not { } size)
        {
            return "it is not there";
        }

        await hashed.FlushFinalBlockAsync(cancellation).ConfigureAwait(false);
        return size != digest.Size ? string.Create(CultureInfo.InvariantCulture, $"{size} bytes came back and {digest.Size} were sent")
            : Convert.ToHexStringLower(sha256.Hash!) != digest.Sha256 ? "other bytes came back than were sent (their SHA-256 differs)"
            : null;
    }
}
