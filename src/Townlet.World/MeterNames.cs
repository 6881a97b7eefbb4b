using System.Collections.Immutable;

namespace Townlet.World;

/// <summary>The name of each meter in packs, records and messages: lower case.</summary>
public static class MeterNames
{
    private static readonly ImmutableArray<string> _names = [.. Enum.GetNames<Meter>().Select(name => name.ToLowerInvariant())];

    /// <summary>All names, in <see cref="Meter"/> order.</summary>
    public static ImmutableArray<string> All => _names;

    public static string NameOf(Meter meter) => _names[(int)meter];

    /// <returns>Null where no meter has this name.</returns>
    public static Meter? Parse(string? name) => name is not null && _names.IndexOf(name) is >= 0 and var index ? (Meter)index : null;
}
