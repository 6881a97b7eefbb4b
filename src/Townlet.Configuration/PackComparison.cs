using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration;

/// <summary>Finds the values in which two packs differ. Comments, layout, the order of keys and texts for people do not count. A key that only one pack gives counts, even with its default value.</summary>
public static class PackComparison
{
    /// <summary>Keys whose values only people read: they change neither the town nor the learner.</summary>
    private static readonly ImmutableArray<string> _textsForPeople = ["description", "text"];

    /// <returns>The differences in the order of the first pack's files, then those keys that only the second pack has; empty where both mean the same.</returns>
    public static ImmutableArray<PackDifference> Between(Pack first, Pack second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var before = Values(first);
        var after = Values(second).ToDictionary();
        var differences = ImmutableArray.CreateBuilder<PackDifference>();
        foreach (var (key, value) in before)
        {
            if (!after.Remove(key, out var other) || !MeanTheSame(value, other))
            {
                differences.Add(new PackDifference(key, value, other));
            }
        }

        differences.AddRange(after.Select(added => new PackDifference(added.Key, null, added.Value)));
        return differences.ToImmutable();
    }

    private static OrderedDictionary<string, string> Values(Pack pack)
    {
        var values = new OrderedDictionary<string, string>();
        foreach (var source in pack.Sources)
        {
            // A pack that was read has no faults.
            var root = YamlReader.Read(source.Text, new FileFaults(new FaultList(), source.Name));
            Add(values, source.Name == PackSchema.Training.Table.File ? "" : source.Name + " ", root);
        }

        return values;
    }

    private static void Add(OrderedDictionary<string, string> values, string path, YamlNode? node)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.Entries.Where(entry => !_textsForPeople.Contains(entry.Key.Value)))
                {
                    Add(values, path.Length == 0 || path.EndsWith(' ') ? path + entry.Key.Value : $"{path}.{entry.Key.Value}", entry.Value);
                }

                break;
            case YamlList { Items.IsEmpty: false } list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Add(values, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list.Items[i]);
                }

                break;
            case YamlList:
                values[path] = "[]";
                break;
            case YamlScalar scalar:
                values[path] = scalar.IsNull ? "null" : scalar.Value;
                break;
        }
    }

    private static bool MeanTheSame(string first, string second) =>
        first == second
        || (double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out var other)
            && number.Equals(other));
}
