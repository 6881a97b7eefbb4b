using System.Collections.Immutable;

namespace Townlet.Runs.Stores;

/// <summary>
/// A place for files outside this machine: whole objects under keys such as <c>gamma/config/training.yaml</c>. It only carries bytes; whether they arrived is for <see cref="VerifiedObjects"/> to say.
/// Every method throws <see cref="StoreException"/> where the store is away or refuses.
/// </summary>
public interface IStore : IDisposable
{
    /// <summary>Its address, for people: "s3://bucket/prefix".</summary>
    string Address { get; }

    /// <summary>Puts an object in the place of the one that is there, in one step: nobody ever reads half of it.</summary>
    /// <param name="key">At least one part; no part may be empty, "." or "..".</param>
    /// <param name="content">Can seek; read from its beginning, and left open.</param>
    /// <param name="cancellation">Leaves what was there.</param>
    Task PutAsync(string key, Stream content, CancellationToken cancellation);

    /// <param name="key">As in <see cref="PutAsync"/>.</param>
    /// <param name="target">Gets the bytes.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many bytes there were; null where there is no such object.</returns>
    Task<long?> GetAsync(string key, Stream target, CancellationToken cancellation);

    /// <summary>All objects whose keys begin with these parts, in any order.</summary>
    Task<ImmutableArray<StoredObject>> ListAsync(string folder, CancellationToken cancellation);

    /// <summary>Removes an object; one that is not there changes nothing.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation);
}
