using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration;

namespace Townlet.Experiments.Plans;

/// <summary>Finds in what two definitions differ.</summary>
public static class DefinitionComparison
{
    private const int NamedKeys = 3;

    /// <param name="kept">Of the experiment that there is.</param>
    /// <param name="asked">What is asked for now.</param>
    /// <returns>A clause for each difference: "runs is 5 in the experiment and 10 now"; empty where the two mean the same.</returns>
    public static ImmutableArray<string> Between(ExperimentDefinition kept, ExperimentDefinition asked)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(asked);
        return
        [
            .. BetweenPacks(kept.Packs, asked.Packs),
            .. BetweenValues("vary", Shown(kept.Vary), Shown(asked.Vary)),
            .. BetweenValues("runs", Shown(kept.Runs), Shown(asked.Runs)),
            .. BetweenValues("episodes", Shown(kept.Episodes), Shown(asked.Episodes)),
            .. BetweenValues("seed", Shown(kept.Seed), Shown(asked.Seed)),
            .. BetweenValues("evaluation lives", Shown(kept.EvaluationLives), Shown(asked.EvaluationLives)),
        ];
    }

    private static IEnumerable<string> BetweenPacks(ImmutableArray<PlannedPack> kept, ImmutableArray<PlannedPack> asked)
    {
        var (before, now) = (Names(kept), Names(asked));
        return before != now ? BetweenValues("config", before, now) : kept.Zip(asked, BetweenTexts).SelectMany(differences => differences);

        static string Names(ImmutableArray<PlannedPack> packs) => string.Join(" and ", packs.Select(pack => pack.Name));
    }

    private static IEnumerable<string> BetweenTexts(PlannedPack kept, PlannedPack asked)
    {
        var differences = PackComparison.Between(kept.Read(), asked.Read());
        foreach (var difference in differences.Take(NamedKeys))
        {
            yield return $"{difference.Key} of {kept.Name} is {difference.First ?? "not given"} in the experiment and {difference.Second ?? "not given"} now";
        }

        if (differences.Length > NamedKeys)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{differences.Length - NamedKeys} more keys of {kept.Name} differ");
        }
    }

    private static IEnumerable<string> BetweenValues(string name, string kept, string asked) =>
        kept == asked ? [] : [$"{name} is {kept} in the experiment and {asked} now"];

    private static string Shown(ImmutableArray<VariedKey> vary) => vary.IsEmpty ? "not given" : string.Join(" and ", vary);

    private static string Shown<T>(T value) => value is null ? "not given" : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
