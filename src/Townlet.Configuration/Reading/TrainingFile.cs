using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Configuration;

/// <summary>What training.yaml says.</summary>
internal sealed record TrainingFile
{
    /// <summary>Null where the pack does not say or not well.</summary>
    public required string? OutputSubdirectory { get; init; }

    public required int GridSize { get; init; }

    /// <summary>Where the grid's size stands; null where it is not good, so that nothing can be checked against it.</summary>
    public required YamlNode? GridSizeAt { get; init; }

    public required bool Temporal { get; init; }

    public required ObservationOptions Observation { get; init; }

    public required ActionCosts ActionCosts { get; init; }

    /// <summary>The places to keep, each with its place in the file; default: all.</summary>
    public required ImmutableArray<YamlScalar> EnabledAffordances { get; init; }

    /// <summary>False where the list above is faulty.</summary>
    public required bool EnabledAffordancesGood { get; init; }

    public required PopulationSettings Population { get; init; }

    public required CurriculumSettings Curriculum { get; init; }

    public required ExplorationSettings Exploration { get; init; }

    public required TrainingSettings Training { get; init; }

    public required UnifiedServerSettings UnifiedServer { get; init; }
}
