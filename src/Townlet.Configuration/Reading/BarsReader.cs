using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Cues;
using Townlet.Configuration.Files;
using Townlet.Configuration.Schema;
using Townlet.World;
using Townlet.World.Definition;
using Keys = Townlet.Configuration.Schema.PackSchema.Bar;
using TerminalKeys = Townlet.Configuration.Schema.PackSchema.Terminal;

namespace Townlet.Configuration.Reading;

/// <summary>Reads bars.yaml: the meters and what ends a life.</summary>
internal static class BarsReader
{
    /// <summary>The result is complete only where no fault was added.</summary>
    public static (ImmutableArray<MeterDefinition> Meters, ImmutableArray<TerminalCondition> Ends) Read(PackFile file)
    {
        if (file.ReadYaml() is not { } root || PackSchema.Bars.Table.Read(root, file.Faults) is not { } top)
        {
            return ([], []);
        }

        var starts = new Dictionary<Meter, float>();
        return (ReadMeters(top, starts), ReadEnds(top, starts));
    }

    private static ImmutableArray<MeterDefinition> ReadMeters(Fields top, Dictionary<Meter, float> starts)
    {
        var meters = new SortedDictionary<Meter, MeterDefinition>();
        // A misspelt name also makes a meter missing, which needs no second fault.
        var allNamed = top.IsGood(PackSchema.Bars.Entries);
        foreach (var node in top.IsGood(PackSchema.Bars.Entries) ? top.Get(PackSchema.Bars.Entries) : [])
        {
            if (Keys.Table.Read(node, top.Faults) is not { } fields || !fields.IsGood(Keys.Name))
            {
                allNamed = false;
                continue;
            }

            var meter = fields.Get(Keys.Name);
            var name = MeterNames.NameOf(meter);
            if (fields.IsGood(Keys.Index) && fields.Get(Keys.Index) != (int)meter)
            {
                top.Faults.Add(fields.At(Keys.Index), string.Create(CultureInfo.InvariantCulture, $"index: found {fields.Get(Keys.Index)}, expected {(int)meter}: the index of {name} is fixed"));
            }

            var definition = new MeterDefinition(
                meter, fields.Get(Keys.Tier) ?? "", (float)fields.Get(Keys.Initial), (float)fields.Get(Keys.BaseDepletion), fields.Get(Keys.Description));
            if (fields.IsGood(Keys.Initial))
            {
                starts[meter] = definition.Initial;
            }

            if (!meters.TryAdd(meter, definition))
            {
                top.Faults.Add(fields.At(Keys.Name), $"name: '{name}' is defined twice");
                allNamed = false;
            }
        }

        var missing = Enum.GetValues<Meter>().Where(meter => !meters.ContainsKey(meter)).Select(MeterNames.NameOf).ToList();
        if (allNamed && missing.Count > 0)
        {
            top.Faults.Add(top.At(PackSchema.Bars.Entries), $"bars: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing, expected all eight meters");
        }

        return [.. meters.Values];
    }

    private static ImmutableArray<TerminalCondition> ReadEnds(Fields top, Dictionary<Meter, float> starts)
    {
        if (!top.IsGood(PackSchema.Bars.TerminalConditions))
        {
            return [];
        }

        var nodes = top.Get(PackSchema.Bars.TerminalConditions);
        if (nodes.IsEmpty)
        {
            top.Faults.Add(top.At(PackSchema.Bars.TerminalConditions), "terminal_conditions: found none, expected at least one: something must be able to end a life");
        }

        var ends = ImmutableArray.CreateBuilder<TerminalCondition>();
        foreach (var node in nodes)
        {
            if (TerminalKeys.Table.Read(node, top.Faults) is not { } fields
                || !fields.IsGood(TerminalKeys.Meter) || !fields.IsGood(TerminalKeys.Comparison) || !fields.IsGood(TerminalKeys.Value))
            {
                continue;
            }

            var end = new TerminalCondition(
                fields.Get(TerminalKeys.Meter), fields.Get(TerminalKeys.Comparison), (float)fields.Get(TerminalKeys.Value), fields.Get(TerminalKeys.Description));
            var condition = new CueCondition(end.Meter, end.Comparison, end.Value);
            if (starts.TryGetValue(end.Meter, out var start) && condition.Holds(start))
            {
                top.Faults.Add(node, string.Create(CultureInfo.InvariantCulture, $"this holds when a life begins ({MeterNames.NameOf(end.Meter)} starts at {start}), so every life would end at once"));
            }

            ends.Add(end);
        }

        return ends.ToImmutable();
    }
}
