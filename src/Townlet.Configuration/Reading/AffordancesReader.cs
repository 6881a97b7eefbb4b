using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Files;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Yaml;
using Townlet.World;
using Townlet.World.Definition;
using Keys = Townlet.Configuration.Schema.PackSchema.Affordance;

namespace Townlet.Configuration.Reading;

/// <summary>Reads affordances.yaml.</summary>
internal static class AffordancesReader
{
    /// <summary>The places with a valid name, in the order of the file; null where the file cannot be read at all.</summary>
    public static ImmutableArray<PlaceEntry>? Read(PackFile file)
    {
        if (file.ReadYaml() is not { } root || PackSchema.Affordances.Table.Read(root, file.Faults) is not { } top)
        {
            return null;
        }

        if (!top.IsGood(PackSchema.Affordances.Entries))
        {
            return null;
        }

        var nodes = top.Get(PackSchema.Affordances.Entries);
        if (nodes.IsEmpty)
        {
            file.Faults.Add(top.At(PackSchema.Affordances.Entries), "affordances: found no place, expected at least one");
            return null;
        }

        var places = ImmutableArray.CreateBuilder<PlaceEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (Keys.Table.Read(node, file.Faults) is not { } fields)
            {
                continue;
            }

            if (fields.IsGiven(Keys.Id) && fields.IsGood(Keys.Id) && !ids.Add(fields.Get(Keys.Id)))
            {
                file.Faults.Add(fields.At(Keys.Id), $"id: {YamlScalar.Quote(fields.Get(Keys.Id))} is already the id of another place");
            }

            var place = ReadPlace(fields);
            if (!fields.IsGood(Keys.Name))
            {
                continue;
            }

            if (!names.Add(place.Name))
            {
                file.Faults.Add(fields.At(Keys.Name), $"name: {YamlScalar.Quote(place.Name)} is already the name of another place");
                continue;
            }

            places.Add(new PlaceEntry(
                place,
                fields.Get(Keys.Position),
                fields.At(Keys.Name),
                fields.IsGiven(Keys.Position) ? fields.At(Keys.Position) : fields.At(Keys.Name),
                fields.IsGood(Keys.Position)));
        }

        return places.ToImmutable();
    }

    private static PlaceDefinition ReadPlace(Fields fields)
    {
        var type = fields.Get(Keys.InteractionType);
        if (fields.IsGood(Keys.InteractionType))
        {
            CheckType(fields, type);
        }

        return new PlaceDefinition
        {
            Name = fields.Get(Keys.Name) ?? "",
            Position = default,
            InteractionType = type,
            Hours = fields.Get(Keys.OperatingHours),
            Costs = ReadAmounts(fields, Keys.Costs, isCost: true),
            Effects = ReadAmounts(fields, Keys.Effects, isCost: false),
            RequiredTicks = fields.Get(Keys.RequiredTicks) ?? 1,
            CostsPerTick = ReadAmounts(fields, Keys.CostsPerTick, isCost: true),
            EffectsPerTick = ReadAmounts(fields, Keys.EffectsPerTick, isCost: false),
            CompletionBonus = ReadAmounts(fields, Keys.CompletionBonus, isCost: false),
            Category = fields.Get(Keys.Category),
            Description = fields.Get(Keys.Description),
        };
    }

    // Each interaction type has keys that it needs and keys that it never uses.
    private static void CheckType(Fields fields, InteractionType type)
    {
        var instant = type is InteractionType.Instant or InteractionType.Dual;
        var multiTick = type is InteractionType.MultiTick or InteractionType.Dual;
        var stepwise = multiTick || type == InteractionType.Continuous;
        CheckUse(fields, Keys.Costs, allowed: instant, needed: false);
        CheckUse(fields, Keys.Effects, allowed: instant, needed: instant);
        CheckUse(fields, Keys.RequiredTicks, allowed: multiTick, needed: multiTick);
        CheckUse(fields, Keys.CostsPerTick, allowed: stepwise, needed: false);
        CheckUse(fields, Keys.EffectsPerTick, allowed: stepwise, needed: stepwise);
        CheckUse(fields, Keys.CompletionBonus, allowed: multiTick, needed: false);
    }

    private static void CheckUse(Fields fields, Key key, bool allowed, bool needed)
    {
        var type = ((YamlScalar)fields.At(Keys.InteractionType)).Value;
        var isEmpty = fields.At(key) is YamlScalar { IsNull: true } or YamlList { Items.IsEmpty: true };
        if (needed && (!fields.IsGiven(key) || (key == Keys.RequiredTicks && isEmpty)) && !fields.IsExplained(key))
        {
            fields.Faults.Add(fields.At(key), $"a place of interaction_type {type} has no '{key.Name}', expected {key.Expected}");
        }
        else if (!allowed && fields.IsGiven(key) && !isEmpty)
        {
            fields.Faults.Add(fields.At(key), $"{key.Name}: a place of interaction_type {type} never uses this");
        }
    }

    private static ImmutableArray<MeterAmount> ReadAmounts(Fields fields, Key<ImmutableArray<YamlNode>> key, bool isCost)
    {
        var amounts = ImmutableArray.CreateBuilder<MeterAmount>();
        foreach (var node in fields.Get(key))
        {
            if (PackSchema.Amount.Table.Read(node, fields.Faults) is not { } amount
                || !amount.IsGood(PackSchema.Amount.Meter) || !amount.IsGood(PackSchema.Amount.Value))
            {
                continue;
            }

            var meter = amount.Get(PackSchema.Amount.Meter);
            var value = amount.Get(PackSchema.Amount.Value);
            if (amounts.Any(earlier => earlier.Meter == meter))
            {
                fields.Faults.Add(amount.At(PackSchema.Amount.Meter), $"{key.Name}: '{MeterNames.NameOf(meter)}' is listed twice");
            }
            else if (isCost && value < 0)
            {
                fields.Faults.Add(amount.At(PackSchema.Amount.Value), string.Create(CultureInfo.InvariantCulture, $"{key.Name}: found {value}, expected a cost from 0 to 1 (write a gain as an effect)"));
            }
            else
            {
                amounts.Add(new MeterAmount(meter, (float)value));
            }
        }

        return amounts.ToImmutable();
    }
}
