using System.Collections.Immutable;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Playback;

/// <summary>The policies on disk that inference has been told of.</summary>
internal sealed class KnownPolicies
{
    private readonly SortedList<int, StoredPolicy> _stored = [];

    /// <summary>That of the latest episode; null where there is none.</summary>
    public StoredPolicy? Newest => _stored.Count == 0 ? null : _stored.GetValueAtIndex(_stored.Count - 1);

    /// <summary>Their names, oldest first.</summary>
    public ImmutableArray<string> Names => [.. _stored.Values.Select(policy => policy.Name)];

    /// <summary>Takes the place of an earlier policy of the same episode.</summary>
    public void Add(StoredPolicy policy) => _stored[policy.Episode] = policy;

    /// <returns>Null where there is none of that name.</returns>
    public StoredPolicy? Named(string? name) => _stored.Values.FirstOrDefault(policy => policy.Name == name);
}
