using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Tests;

/// <summary>Packs for learning: the shipped ones, and a town so small that an agent masters it within seconds.</summary>
internal static class TestPacks
{
    public static Pack Level0 { get; } = Read("L0_minimal");

    public static Pack Level1 { get; } = Read("L1_full_observability");

    public static Pack Level2 { get; } = Read("L2_partial_observability");

    public static Pack Level3 { get; } = Read("L3_temporal_mechanics");

    /// <summary>
    /// 3 x 3 cells with a free bed in a corner. Energy lasts about ten steps. An agent that does not find the bed dies; one that
    /// sleeps in time lives until the cap of 60 steps.
    /// </summary>
    public static Pack Bedroom { get; } = MakeBedroom();

    /// <summary>The same town with a window of 3 x 3 cells and a recurrent network.</summary>
    public static Pack BedroomWindow { get; } = Bedroom with
    {
        Name = "bedroom window",
        Town = Bedroom.Town with { Observation = new ObservationOptions(Partial: true, VisionRange: 1, PlaceMap: false) },
        Population = Bedroom.Population with
        {
            NetworkType = NetworkType.Recurrent,
            BatchSize = 8,
            DoubleDqn = true,
            NStep = 3,
            Loss = LossKind.Huber,
            TrainFrequency = 2,
            TargetTau = 0.01,
            PolicyTau = 0.01,
        },
    };

    /// <summary>Number of floats in one observation: 9 cells, 8 meters, and whether the bed or no place is under the agent.</summary>
    public static int BedroomObservation => 9 + 8 + 2;

    public static Pack With(this Pack pack, Func<PopulationSettings, PopulationSettings> change) =>
        pack with { Population = change(pack.Population) };

    public static Pack WithExploration(this Pack pack, Func<ExplorationSettings, ExplorationSettings> change) =>
        pack with { Exploration = change(pack.Exploration) };

    /// <summary>A pack in which much happens in few lives: every option is on, stages change, the weight of novelty falls, replay overflows.</summary>
    public static Pack Eventful(int agents) => Bedroom
        .With(population => population with
        {
            AgentCount = agents,
            ReplayCapacity = 300,
            DoubleDqn = true,
            Dueling = true,
            Loss = LossKind.Huber,
            TargetUpdateFrequency = 10,
            LearningRateEnd = 0.0005,
            PolicyTau = 0.05,
        })
        .WithExploration(exploration => exploration with
        {
            InitialIntrinsicWeight = 0.1,
            VarianceThreshold = 1e6,
            EpsilonDecay = 0.9,
        }) with
    {
        Curriculum = new CurriculumSettings { MaxStepsPerEpisode = 60, SurvivalAdvanceThreshold = 0.15, MinStepsAtStage = 50, EntropyGate = 1.1 },
        Training = Bedroom.Training with { GeneralizationTestAt = 30, ShufflePlacesEvery = 7 },
    };

    private static Pack MakeBedroom()
    {
        var level0 = Level0;
        var bed = level0.Town.Places.Single() with
        {
            Position = new GridPosition(0, 0),
            Costs = [],
            Effects = [new MeterAmount(Meter.Energy, 0.5f)],
        };
        var meters = level0.Town.Meters.SetItem(
            (int)Meter.Energy,
            level0.Town.Meters[(int)Meter.Energy] with { Initial = 0.4f, BaseDepletion = 0.15f });
        return level0 with
        {
            Name = "bedroom",
            Town = level0.Town with { GridSize = 3, MaxSteps = 60, Meters = meters, Places = [bed] },
            Curriculum = new CurriculumSettings { MaxStepsPerEpisode = 60 },
            Exploration = new ExplorationSettings { EmbedDimension = 16, InitialIntrinsicWeight = 0, EpsilonDecay = 0.98, SurvivalWindow = 10 },
            Population = new PopulationSettings { ReplayCapacity = 3000, LearningRate = 0.001, Gamma = 0.95, Reward = RewardKind.Survival },
        };
    }

    public static Pack Read(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Townlet.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not inside the repository.");
        }

        var result = PackReader.Read(Path.Combine(folder.FullName, "configs", name));
        return result.Pack ?? throw new InvalidOperationException(string.Join('\n', result.Faults));
    }
}
