namespace Townlet.Runs.Stores;

/// <summary>What a store holds under a key.</summary>
/// <param name="Key">Its name in the store, with '/' between its parts.</param>
/// <param name="Size">In bytes.</param>
public sealed record StoredObject(string Key, long Size);
