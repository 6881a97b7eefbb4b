using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Files;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Yaml;
using Townlet.World;
using Townlet.World.Definition;
using Keys = Townlet.Configuration.Schema.PackSchema.CascadeEntry;
using ModulationKeys = Townlet.Configuration.Schema.PackSchema.ModulationEntry;

namespace Townlet.Configuration.Reading;

/// <summary>Reads cascades.yaml: how meters affect one another, and in which order.</summary>
internal static class CascadesReader
{
    /// <summary>The result is complete only where no fault was added.</summary>
    public static (ImmutableArray<Modulation> Modulations, ImmutableArray<CascadeStage> Stages) Read(PackFile file)
    {
        if (file.ReadYaml() is not { } root || PackSchema.Cascades.Table.Read(root, file.Faults) is not { } top)
        {
            return ([], []);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var modulations = ReadModulations(top, names);
        var (cascades, categories) = ReadCascades(top, names);
        return (modulations, ReadOrder(top, cascades, categories));
    }

    private static ImmutableArray<Modulation> ReadModulations(Fields top, HashSet<string> names)
    {
        var modulations = ImmutableArray.CreateBuilder<Modulation>();
        foreach (var node in top.Get(PackSchema.Cascades.ModulationEntries))
        {
            if (ModulationKeys.Table.Read(node, top.Faults) is not { } fields)
            {
                continue;
            }

            CheckName(fields, ModulationKeys.Name, names);
            modulations.Add(new Modulation(
                fields.Get(ModulationKeys.Name) ?? "",
                fields.Get(ModulationKeys.Source),
                fields.Get(ModulationKeys.Target),
                (float)fields.Get(ModulationKeys.BaseMultiplier),
                (float)fields.Get(ModulationKeys.Range),
                (float)fields.Get(ModulationKeys.BaselineDepletion)));
        }

        return modulations.ToImmutable();
    }

    private static (ImmutableArray<Cascade> Cascades, Dictionary<string, YamlNode>? Categories) ReadCascades(Fields top, HashSet<string> names)
    {
        if (!top.IsGood(PackSchema.Cascades.Entries))
        {
            return ([], null);
        }

        var cascades = ImmutableArray.CreateBuilder<Cascade>();
        var categories = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        var allCategorised = true;
        foreach (var node in top.Get(PackSchema.Cascades.Entries))
        {
            if (Keys.Table.Read(node, top.Faults) is not { } fields)
            {
                allCategorised = false;
                continue;
            }

            CheckName(fields, Keys.Name, names);
            CheckIndex(fields, Keys.Source, Keys.SourceIndex);
            CheckIndex(fields, Keys.Target, Keys.TargetIndex);
            if (!fields.IsGood(Keys.Category))
            {
                allCategorised = false;
                continue;
            }

            var category = fields.Get(Keys.Category);
            if (category == PackSchema.Cascades.Modulations)
            {
                top.Faults.Add(fields.At(Keys.Category), $"category: '{category}' is reserved for the modulations, expected another name");
            }
            else
            {
                categories.TryAdd(category, fields.At(Keys.Category));
            }

            cascades.Add(new Cascade(
                fields.Get(Keys.Name) ?? "",
                category,
                fields.Get(Keys.Source),
                fields.Get(Keys.Target),
                (float)fields.Get(Keys.Threshold),
                (float)fields.Get(Keys.Strength)));
        }

        return (cascades.ToImmutable(), allCategorised ? categories : null);
    }

    private static ImmutableArray<CascadeStage> ReadOrder(Fields top, ImmutableArray<Cascade> cascades, Dictionary<string, YamlNode>? categories)
    {
        if (!top.IsGood(PackSchema.Cascades.ExecutionOrder))
        {
            return [];
        }

        var stages = ImmutableArray.CreateBuilder<CascadeStage>();
        var order = top.Get(PackSchema.Cascades.ExecutionOrder);
        var byCategory = cascades.ToLookup(cascade => cascade.Category, StringComparer.Ordinal);
        var misspelt = false;
        foreach (var name in order)
        {
            var isModulations = name.Value == PackSchema.Cascades.Modulations;
            if (!isModulations && categories is not null && !categories.ContainsKey(name.Value))
            {
                var known = categories.Keys.Prepend(PackSchema.Cascades.Modulations);
                misspelt |= top.Faults.AddUnknown(name, $"execution_order: no cascade has the category {YamlScalar.Quote(name.Value)}", name.Value, known) is not null;
            }

            stages.Add(new CascadeStage(
                name.Value, isModulations, isModulations ? [] : [.. byCategory[name.Value]]));
        }

        // A misspelt category is also a missing one, which needs no second fault.
        if (!misspelt)
        {
            ReportMissing(top, order.Select(name => name.Value).ToHashSet(StringComparer.Ordinal), categories ?? []);
        }

        return stages.ToImmutable();
    }

    private static void ReportMissing(Fields top, HashSet<string> order, Dictionary<string, YamlNode> categories)
    {
        if (!order.Contains(PackSchema.Cascades.Modulations))
        {
            top.Faults.Add(top.At(PackSchema.Cascades.ExecutionOrder), $"execution_order: '{PackSchema.Cascades.Modulations}' is missing, expected it among the categories");
        }

        foreach (var (category, at) in categories.Where(category => !order.Contains(category.Key)))
        {
            top.Faults.Add(at, $"category: {YamlScalar.Quote(category)} is missing in execution_order, so its cascades would never apply");
        }
    }

    private static void CheckName(Fields fields, Key<string> key, HashSet<string> names)
    {
        if (fields.IsGood(key) && !names.Add(fields.Get(key)))
        {
            fields.Faults.Add(fields.At(key), $"name: {YamlScalar.Quote(fields.Get(key))} is taken by another entry");
        }
    }

    private static void CheckIndex(Fields fields, Key<Meter> meterKey, Key<int?> indexKey)
    {
        if (fields.IsGood(meterKey) && fields.IsGood(indexKey) && fields.Get(indexKey) is { } index && index != (int)fields.Get(meterKey))
        {
            var meter = fields.Get(meterKey);
            fields.Faults.Add(fields.At(indexKey), string.Create(CultureInfo.InvariantCulture, $"{indexKey.Name}: found {index}, expected {(int)meter}: the index of {MeterNames.NameOf(meter)}"));
        }
    }
}
