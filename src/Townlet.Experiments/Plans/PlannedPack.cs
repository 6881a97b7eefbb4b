using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Experiments.Plans;

/// <summary>A pack as an experiment keeps it: with all its texts, so that it can be used on another machine, and after the pack was changed.</summary>
/// <param name="Name">As in <see cref="Pack.Name"/>.</param>
/// <param name="Path">Where it was read.</param>
/// <param name="Files">As in <see cref="Pack.Sources"/>.</param>
public sealed record PlannedPack(string Name, string Path, ImmutableArray<PackSource> Files)
{
    public static PlannedPack Of(Pack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return new PlannedPack(pack.Name, pack.Path, pack.Sources);
    }

    /// <exception cref="ExperimentRefusedException">This version of the program finds a fault in it.</exception>
    public Pack Read()
    {
        var result = PackReader.Read(Name, Path, Files);
        return result.Pack ?? throw new ExperimentRefusedException($"The pack {Name}, as the experiment keeps it, has faults: {string.Join(' ', result.Faults)}");
    }
}
