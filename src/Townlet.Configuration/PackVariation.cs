using System.Collections.Immutable;
using Townlet.Configuration.Files;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration;

/// <summary>A pack with other values for some keys of its training.yaml. All else stays, comments too, and the result is validated as any pack is.</summary>
public static class PackVariation
{
    /// <param name="pack">The pack as it was read.</param>
    /// <param name="settings">Keys as "section.key" with their new values, as they would be written in the file.</param>
    /// <returns>The changed pack, or every fault found in the keys or in it.</returns>
    public static PackReadResult Of(Pack pack, params IEnumerable<(string Key, string Value)> settings)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(settings);
        var faults = ImmutableArray.CreateBuilder<PackFault>();
        var sources = pack.Sources;
        foreach (var (key, value) in settings)
        {
            if (Find(key, out var fault) is { } found)
            {
                sources = [.. sources.Select(source => source.Name != PackFiles.TrainingRole ? source
                    : source with { Text = YamlEdit.Set(source.Text, found.Table.Place, [.. found.Key.Names], value) })];
            }
            else
            {
                faults.Add(fault!);
            }
        }

        return faults.Count > 0 ? new PackReadResult(null, faults.ToImmutable()) : PackReader.Read(pack.Name, pack.Path, sources);
    }

    /// <returns>What is wrong with the key's name; null where there is such a key.</returns>
    public static PackFault? WhyUnknown(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Find(key, out var fault);
        return fault;
    }

    private static (KeyTable Table, Key Key)? Find(string key, out PackFault? fault)
    {
        fault = null;
        var sections = PackSchema.Tables.Where(table => table.File == PackFiles.TrainingRole && table.Place.Length > 0).ToArray();
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var (place, name) = dot < 0 ? ("", key) : (key[..dot], key[(dot + 1)..]);
        if (sections.FirstOrDefault(table => table.Place == place) is { } section && section.Find(name) is { } found)
        {
            return (section, found);
        }

        // The right name under the wrong section, or under none; else a name that is spelt nearly so.
        var known = sections.SelectMany(table => table.Keys.Select(candidate => candidate.Name));
        var meant = PackSchema.SectionOf(name) is null ? Nearest.Of(name, known) : name;
        var suggestion = meant is not null && PackSchema.SectionOf(meant) is { } right ? $"{right.Place}.{right.Find(meant)!.Name}" : null;
        var expected = suggestion is not null ? $"did you mean '{suggestion}'?" : "expected a key of training.yaml with its section, such as population.gamma";
        fault = new PackFault(YamlScalar.Quote(key), 0, 0, $"a pack has no such key, {expected}");
        return null;
    }
}
