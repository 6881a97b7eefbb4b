using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.World.Definition;

namespace Townlet.Runs.Tests.Fixtures;

internal static class Packs
{
    public static Pack Small(string outputSubdirectory = "L1_full_observability") => new()
    {
        Name = "L1_full_observability",
        Path = "configs/L1_full_observability",
        Hash = "0123abcd",
        Sources = [new PackSource("training.yaml", "population:\n  num_agents: 1\n", false), new PackSource("bars.yaml", "bars: [] # übrig\n", true)],
        Town = new TownDefinition
        {
            GridSize = 8,
            MaxSteps = 500,
            Temporal = false,
            Observation = new ObservationOptions(Partial: false, VisionRange: 2, PlaceMap: true),
            ActionCosts = new ActionCosts { MoveEnergy = 0.005f, WaitEnergy = 0.0025f, InteractEnergy = 0f },
            Meters = [],
            Modulations = [],
            CascadeStages = [],
            TerminalConditions = [],
            Places = [],
        },
        RunMetadata = new RunMetadataSettings { OutputSubdirectory = outputSubdirectory },
        Population = new PopulationSettings(),
        Curriculum = new CurriculumSettings(),
        Exploration = new ExplorationSettings(),
        Training = new TrainingSettings(),
        UnifiedServer = new UnifiedServerSettings(),
        Cues = [],
    };
}
