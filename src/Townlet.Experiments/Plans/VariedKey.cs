using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Experiments.Plans;

/// <summary>A key of the pack that takes several values in an experiment.</summary>
/// <param name="Key">With its section: "population.gamma".</param>
/// <param name="Values">At least two, as they would be written in the pack; all different.</param>
public sealed record VariedKey(string Key, ImmutableArray<string> Values)
{
    private const string SeedKey = "training.seed";

    /// <summary>Reads "population.gamma=0.95,0.99".</summary>
    /// <exception cref="ExperimentRefusedException">It is written in another way, or no pack has such a key.</exception>
    public static VariedKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || sides[0].Length == 0)
        {
            throw new ExperimentRefusedException($"'{text}' cannot be varied: write the key and its values, as in population.gamma=0.95,0.99.");
        }

        var key = sides[0];
        ImmutableArray<string> values = [.. sides[1].Split(',', StringSplitOptions.TrimEntries)];
        if (PackVariation.WhyUnknown(key) is { } fault)
        {
            throw new ExperimentRefusedException($"{fault}");
        }

        if (key == SeedKey)
        {
            throw new ExperimentRefusedException($"{SeedKey} cannot be varied: each run of an arm has a seed of its own already. Use --runs for more of them.");
        }

        if (values.Any(value => value.Length == 0))
        {
            throw new ExperimentRefusedException($"{key} has an empty value in '{text}': write its values with single commas between them.");
        }

        if (values.Length < 2)
        {
            throw new ExperimentRefusedException($"{key} has one value in '{text}', and nothing to compare it with: name another one after a comma.");
        }

        if (values.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ExperimentRefusedException($"{key} has the value {twice.Key} twice in '{text}'.");
        }

        return new VariedKey(key, values);
    }

    public override string ToString() => $"{Key}={string.Join(',', Values)}";
}
