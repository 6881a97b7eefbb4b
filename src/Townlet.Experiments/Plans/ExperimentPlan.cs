using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Townlet.Configuration;

namespace Townlet.Experiments.Plans;

/// <summary>The arms and trials that a definition stands for. The same definition always gives the same plan.</summary>
public sealed partial class ExperimentPlan
{
    /// <summary>As many as <c>train</c> lives where neither the user nor the pack says how many.</summary>
    private const int UsualEpisodes = 10_000;

    private ExperimentPlan(ExperimentDefinition definition, ImmutableArray<Arm> arms)
    {
        Definition = definition;
        Arms = arms;
        Trials =
        [
            .. from run in Enumerable.Range(1, definition.Runs)
               from arm in arms.Index()
               select new Trial(((run - 1) * arms.Length) + arm.Index + 1, arm.Item, run, TrialSeeds.OfRun(definition.Seed, run)),
        ];
    }

    public ExperimentDefinition Definition { get; }

    /// <summary>For each pack all combinations of the varied values, the last key's values changing fastest.</summary>
    public ImmutableArray<Arm> Arms { get; }

    /// <summary>In the order of their numbers, and of their start: arms advance side by side.</summary>
    public ImmutableArray<Trial> Trials { get; }

    /// <summary>Lives of a run: as many as the user says, else as its pack says.</summary>
    public int EpisodesOf(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Definition.Episodes ?? trial.Arm.Pack.Training.MaxEpisodes ?? UsualEpisodes;
    }

    /// <summary>Seed of the lives in which policies are measured.</summary>
    public ulong EvaluationSeed => TrialSeeds.OfEvaluation(Definition.Seed);

    /// <exception cref="ExperimentRefusedException">An arm's pack has faults; the message names the arm and all of them.</exception>
    public static ExperimentPlan Of(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var arms = ImmutableArray.CreateBuilder<Arm>();
        foreach (var planned in definition.Packs)
        {
            var pack = planned.Read();
            foreach (var settings in Combinations(definition.Vary))
            {
                var name = FreeName(NameOf(pack, settings, definition), arms);
                var result = PackVariation.Of(pack, settings);
                arms.Add(new Arm(name, result.Pack ?? throw Faulty(name, result.Faults), settings));
            }
        }

        return new ExperimentPlan(definition, arms.ToImmutable());
    }

    private static IEnumerable<ImmutableArray<(string Key, string Value)>> Combinations(ImmutableArray<VariedKey> vary) => vary.Aggregate(
        (IEnumerable<ImmutableArray<(string Key, string Value)>>)[[]],
        (earlier, varied) => earlier.SelectMany(settings => varied.Values, (settings, value) => settings.Add((varied.Key, value))));

    private static string NameOf(Pack pack, ImmutableArray<(string Key, string Value)> settings, ExperimentDefinition definition)
    {
        var parts = settings.Select(setting => $"{Short(setting.Key)}={setting.Value}");
        var name = string.Join(',', definition.Packs.Length > 1 || settings.IsEmpty ? parts.Prepend(pack.Name) : parts);
        return Unsafe().Replace(name, "-");

        // The section is left out where that leaves no doubt.
        string Short(string key)
        {
            var last = Last(key);
            return definition.Vary.Count(varied => Last(varied.Key) == last) > 1 ? key : last;
        }

        static string Last(string key) => key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

    private static string FreeName(string name, IReadOnlyCollection<Arm> taken)
    {
        var free = name;
        for (var number = 2; taken.Any(arm => string.Equals(arm.Name, free, StringComparison.OrdinalIgnoreCase)); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return free;
    }

    private static ExperimentRefusedException Faulty(string arm, ImmutableArray<PackFault> faults) =>
        new(string.Join(Environment.NewLine, faults.Select(fault => $"{arm}: {fault}")));

    /// <summary>What a folder's name had better not hold, or not begin with.</summary>
    [GeneratedRegex(@"^\.+|[^A-Za-z0-9_.=,+-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();
}
