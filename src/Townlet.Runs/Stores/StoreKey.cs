namespace Townlet.Runs.Stores;

/// <summary>Keys of a store: parts with '/' between them, none of which leads out of its place.</summary>
internal static class StoreKey
{
    /// <exception cref="ArgumentException">It is no key.</exception>
    public static string Require(string key) =>
        IsSafe(key) ? key : throw new ArgumentException($"'{key}' is no key of a store.", nameof(key));

    /// <summary>Whether it stays below the place to which it is appended, on any system.</summary>
    public static bool IsSafe(string key) =>
        key.Length > 0 && !key.Contains('\\', StringComparison.Ordinal) && key.Split('/').All(part => part is not ("" or "." or ".."));
}
