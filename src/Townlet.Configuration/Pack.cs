using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Configuration;

/// <summary>One world with its learner's settings, read from a pack and validated as a whole.</summary>
public sealed record Pack
{
    /// <summary>Folder or file name without extension: "L1_full_observability".</summary>
    public required string Name { get; init; }

    /// <summary>Full path of what was read.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 over the names and texts of <see cref="Sources"/>, lower-case hex: tells whether two packs are the same.</summary>
    public required string Hash { get; init; }

    /// <summary>The files as they were read (built-in ones too), so that a run can keep the pack it used.</summary>
    public required ImmutableArray<PackSource> Sources { get; init; }

    public required TownDefinition Town { get; init; }

    public required RunMetadataSettings RunMetadata { get; init; }

    public required PopulationSettings Population { get; init; }

    public required CurriculumSettings Curriculum { get; init; }

    public required ExplorationSettings Exploration { get; init; }

    public required TrainingSettings Training { get; init; }

    public required UnifiedServerSettings UnifiedServer { get; init; }

    /// <summary>Tells by which an onlooker recognises a state; empty without a cues.yaml.</summary>
    public required ImmutableArray<Cue> Cues { get; init; }
}
