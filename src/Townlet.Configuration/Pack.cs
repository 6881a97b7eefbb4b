using System.Collections.Immutable;
using Townlet.Configuration.Cues;
using Townlet.Configuration.Settings;
using Townlet.World.Definition;

namespace Townlet.Configuration;

/// <summary>One world with its learner's settings, read from a pack and validated as a whole.</summary>
public sealed record Pack
{
    /// <summary>Name of the folder, or of the file without its extension: "L1_full_observability".</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the folder or file that was read.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 over the names and texts of <see cref="Sources"/>, lower-case hex. Two packs with the same hash are the same.</summary>
    public required string Hash { get; init; }

    /// <summary>The files as they were read, including built-in ones, so that a run can store the pack it used.</summary>
    public required ImmutableArray<PackSource> Sources { get; init; }

    public required TownDefinition Town { get; init; }

    public required RunMetadataSettings RunMetadata { get; init; }

    public required PopulationSettings Population { get; init; }

    public required CurriculumSettings Curriculum { get; init; }

    public required ExplorationSettings Exploration { get; init; }

    public required TrainingSettings Training { get; init; }

    public required UnifiedServerSettings UnifiedServer { get; init; }

    /// <summary>Visible signs of the agent's state; empty without a cues.yaml.</summary>
    public required ImmutableArray<Cue> Cues { get; init; }
}
