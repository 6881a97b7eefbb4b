using Townlet.Configuration;

namespace Townlet.Benchmarks.Speed;

/// <summary>The levels to measure, as shipped or with changes.</summary>
internal static class ShippedPack
{
    public static IReadOnlyList<string> Levels { get; } = ["L1_full_observability", "L2_partial_observability", "L3_temporal_mechanics"];

    public static string Short(string level) => level[..2];

    public static Pack Read(string level, params IReadOnlyList<string> changes) => ChangedPack.Read(Repository.Pack(level), changes);
}
