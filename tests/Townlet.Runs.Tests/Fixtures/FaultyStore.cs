using System.Collections.Immutable;
using Townlet.Runs.Stores;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A store that fails as a test wants it to, over one that does not.</summary>
public sealed class FaultyStore(IStore inner) : IStore
{
    private readonly Lock _lock = new();
    private readonly List<string> _puts = [];

    /// <summary>Keys that were put, in order.</summary>
    public IReadOnlyList<string> Puts
    {
        get
        {
            lock (_lock)
            {
                return [.. _puts];
            }
        }
    }

    /// <summary>Every call fails.</summary>
    public bool IsAway { get; set; }

    /// <summary>A put of such a key fails before it changes anything.</summary>
    public Predicate<string> Refuses { get; set; } = _ => false;

    /// <summary>A put of such a key answers well and keeps other bytes.</summary>
    public Predicate<string> Corrupts { get; set; } = _ => false;

    /// <summary>Awaited before each put.</summary>
    public Func<string, Task> BeforePut { get; set; } = _ => Task.CompletedTask;

    public string Address => inner.Address;

    public async Task PutAsync(string key, Stream content, CancellationToken cancellation)
    {
        RequireThere();
        await BeforePut(key);
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _puts.Add(key);
        }

        if (Refuses(key))
        {
            throw new StoreException($"{Address} refuses {key}.");
        }

        if (!Corrupts(key))
        {
            await inner.PutAsync(key, content, cancellation);
            return;
        }

        content.Position = 0;
        using var other = new MemoryStream();
        await content.CopyToAsync(other, cancellation);
        other.GetBuffer()[0] ^= 1;
        await inner.PutAsync(key, other, cancellation);
    }

    public Task<long?> GetAsync(string key, Stream target, CancellationToken cancellation)
    {
        RequireThere();
        return inner.GetAsync(key, target, cancellation);
    }

    public Task<ImmutableArray<StoredObject>> ListAsync(string folder, CancellationToken cancellation)
    {
        RequireThere();
        return inner.ListAsync(folder, cancellation);
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        RequireThere();
        return inner.DeleteAsync(key, cancellation);
    }

    public void Dispose() => inner.Dispose();

    private void RequireThere()
    {
        if (IsAway)
        {
            throw new StoreException($"{Address} is away.");
        }
    }
}
