namespace Townlet.Runs;

/// <summary>What the checkpoints of a run have in common. With the same pack and seed a run lives the same lives.</summary>
/// <param name="PackName">Name of the pack, for people.</param>
/// <param name="PackHash">SHA-256 as in <see cref="Configuration.Pack.Hash"/>.</param>
/// <param name="Seed">The seed of everything random.</param>
public sealed record RunIdentity(string PackName, string PackHash, ulong Seed);
