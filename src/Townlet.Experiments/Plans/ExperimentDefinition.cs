using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Townlet.Experiments.Plans;

/// <summary>What was asked for: everything that decides about the results of an experiment, and nothing else.</summary>
public sealed record ExperimentDefinition
{
    public const int UsualEvaluationLives = 100;

    /// <summary>Name of the experiment, and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<PlannedPack> Packs { get; init; }

    public required ImmutableArray<VariedKey> Vary { get; init; }

    /// <summary>Runs of each arm, at least 1.</summary>
    public required int Runs { get; init; }

    /// <summary>Lives of each run; null: as many as its pack says.</summary>
    public required int? Episodes { get; init; }

    /// <summary>Of all seeds in the experiment.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Fresh lives in which the last policy of a run is measured.</summary>
    public int EvaluationLives { get; init; } = UsualEvaluationLives;

    /// <summary>Runs of all arms together.</summary>
    [JsonIgnore]
    public int TrialCount => Vary.Aggregate(Packs.Length, (arms, varied) => arms * varied.Values.Length) * Runs;
}
