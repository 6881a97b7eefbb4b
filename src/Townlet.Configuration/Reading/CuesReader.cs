using System.Collections.Immutable;
using Townlet.Configuration.Cues;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Files;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Yaml;
using Compound = Townlet.Configuration.Schema.PackSchema.CompoundCue;
using ConditionKeys = Townlet.Configuration.Schema.PackSchema.Condition;
using Simple = Townlet.Configuration.Schema.PackSchema.SimpleCue;

namespace Townlet.Configuration.Reading;

/// <summary>Reads cues.yaml: visible signs of the agent's state.</summary>
internal static class CuesReader
{
    /// <summary>The result is complete only where no fault was added.</summary>
    public static ImmutableArray<Cue> Read(PackFile file)
    {
        if (file.ReadYaml() is not { } root || PackSchema.Cues.Table.Read(root, file.Faults) is not { } top)
        {
            return [];
        }

        if (!top.IsGiven(PackSchema.Cues.Simple) && !top.IsGiven(PackSchema.Cues.Compound)
            && top.IsGood(PackSchema.Cues.Simple) && top.IsGood(PackSchema.Cues.Compound))
        {
            file.Faults.Add(top.Map, "found neither simple_cues nor compound_cues, expected at least one of them");
        }

        var cues = ImmutableArray.CreateBuilder<Cue>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in top.Get(PackSchema.Cues.Simple))
        {
            if (Simple.Table.Read(node, file.Faults) is { } fields)
            {
                var (name, text) = ReadNames(fields, Simple.Id, Simple.Name, Simple.Text, names);
                var condition = fields.Get(Simple.Condition) is { } map ? ReadCondition(map, file.Faults) : null;
                cues.Add(new Cue(name, text, condition is null ? [] : [condition], []));
            }
        }

        foreach (var node in top.Get(PackSchema.Cues.Compound))
        {
            if (Compound.Table.Read(node, file.Faults) is { } fields)
            {
                var (name, text) = ReadNames(fields, Compound.Id, Compound.Name, Compound.Text, names);
                var (all, any) = ReadCompound(fields);
                cues.Add(new Cue(name, text, all, any));
            }
        }

        return cues.ToImmutable();
    }

    private static (string Name, string Text) ReadNames(Fields fields, Key<string> idKey, Key<string> nameKey, Key<string> textKey, HashSet<string> names)
    {
        var key = fields.IsGiven(idKey) ? idKey : nameKey;
        if (!fields.IsGiven(key))
        {
            fields.Faults.Add(fields.Map, $"{fields.Table.Item} has no 'id', expected {idKey.Expected}");
        }
        else if (fields.IsGood(key) && !names.Add(fields.Get(key)))
        {
            fields.Faults.Add(fields.At(key), $"{key.Name}: {YamlScalar.Quote(fields.Get(key))} is already the {key.Name} of another cue");
        }

        var id = fields.Get(key);
        var shown = fields.IsGiven(nameKey) ? fields.Get(nameKey) : id;
        return (id, fields.IsGiven(textKey) ? fields.Get(textKey) : shown);
    }

    private static (ImmutableArray<CueCondition> All, ImmutableArray<CueCondition> Any) ReadCompound(Fields fields)
    {
        var all = ReadConditions(fields, Compound.AllOf);
        var any = ReadConditions(fields, Compound.AnyOf);
        var listed = ReadConditions(fields, Compound.ConditionList);
        if (fields.Get(Compound.Logic) == Compound.AnyOf.Name)
        {
            any = any.AddRange(listed);
        }
        else
        {
            all = all.AddRange(listed);
        }

        Key<ImmutableArray<YamlNode>>[] lists = [Compound.AllOf, Compound.AnyOf, Compound.ConditionList];
        if (lists.All(list => fields.IsGood(list) && fields.Get(list).IsEmpty))
        {
            fields.Faults.Add(fields.Map, "a compound cue has no condition, expected all_of or any_of with at least one");
        }
        else if (fields.IsGiven(Compound.Logic) && !fields.IsGiven(Compound.ConditionList))
        {
            fields.Faults.Add(fields.At(Compound.Logic), "logic: this only applies to 'conditions', which is missing");
        }

        return (all, any);
    }

    private static ImmutableArray<CueCondition> ReadConditions(Fields fields, Key<ImmutableArray<YamlNode>> key) =>
        [.. fields.Get(key).Select(node => ReadCondition(node, fields.Faults)).OfType<CueCondition>()];

    private static CueCondition? ReadCondition(YamlNode node, FileFaults faults) =>
        ConditionKeys.Table.Read(node, faults) is { } fields
            && fields.IsGood(ConditionKeys.Meter) && fields.IsGood(ConditionKeys.Comparison) && fields.IsGood(ConditionKeys.Threshold)
            ? new CueCondition(fields.Get(ConditionKeys.Meter), fields.Get(ConditionKeys.Comparison), (float)fields.Get(ConditionKeys.Threshold))
            : null;
}
