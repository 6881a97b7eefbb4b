using System.Collections.Immutable;
using Townlet.Configuration.Settings;
using Townlet.Configuration.Yaml;
using Townlet.World.Definition;

namespace Townlet.Configuration.Reading;

/// <summary>The content of training.yaml.</summary>
internal sealed record TrainingFile
{
    /// <summary>Null where the pack does not give it, or not correctly.</summary>
    public required string? OutputSubdirectory { get; init; }

    public required int GridSize { get; init; }

    /// <summary>Where the grid's size stands in the file; null where the size is faulty, so that nothing can be checked against it.</summary>
    public required YamlNode? GridSizeAt { get; init; }

    public required bool Temporal { get; init; }

    public required ObservationOptions Observation { get; init; }

    public required ActionCosts ActionCosts { get; init; }

    /// <summary>The names of the enabled places, as nodes of the file; default: all.</summary>
    public required ImmutableArray<YamlScalar> EnabledAffordances { get; init; }

    /// <summary>False where <see cref="EnabledAffordances"/> is faulty.</summary>
    public required bool EnabledAffordancesGood { get; init; }

    public required PopulationSettings Population { get; init; }

    public required CurriculumSettings Curriculum { get; init; }

    public required ExplorationSettings Exploration { get; init; }

    public required TrainingSettings Training { get; init; }

    public required UnifiedServerSettings UnifiedServer { get; init; }
}
