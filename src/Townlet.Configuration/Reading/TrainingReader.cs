using System.Globalization;
using Townlet.Configuration.Files;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Settings;
using Townlet.Configuration.Yaml;
using Townlet.World.Definition;

namespace Townlet.Configuration.Reading;

/// <summary>Reads training.yaml.</summary>
internal static class TrainingReader
{
    /// <summary>Null where the file cannot be read at all. The result is correct only where no fault was added.</summary>
    public static TrainingFile? Read(PackFile file)
    {
        if (file.ReadYaml() is not { } root || PackSchema.Training.Table.Read(root, file.Faults) is not { } top)
        {
            return null;
        }

        var metadata = Open(top, PackSchema.Training.RunMetadata, PackSchema.RunMetadata.Table);
        var environment = Open(top, PackSchema.Training.Environment, PackSchema.Environment.Table);
        var observation = Open(top, PackSchema.Training.Observation, PackSchema.Observation.Table);
        var partial = environment.Get(PackSchema.Environment.PartialObservability);
        var partialKnown = environment.IsGood(PackSchema.Environment.PartialObservability);
        var placeMap = observation.Get(PackSchema.Observation.PlaceMap);
        if (partial && placeMap && partialKnown)
        {
            file.Faults.Add(observation.At(PackSchema.Observation.PlaceMap), "place_map: this needs the full observation, expected false with partial_observability: true");
        }

        var enabled = environment.Get(PackSchema.Environment.EnabledAffordances);
        if (!enabled.IsDefault && enabled.IsEmpty && environment.IsGood(PackSchema.Environment.EnabledAffordances))
        {
            file.Faults.Add(environment.At(PackSchema.Environment.EnabledAffordances), "enabled_affordances: found an empty list, expected at least one place, or null for all");
        }

        return new TrainingFile
        {
            OutputSubdirectory = metadata.IsGiven(PackSchema.RunMetadata.OutputSubdirectory) ? metadata.Get(PackSchema.RunMetadata.OutputSubdirectory) : null,
            GridSize = environment.Get(PackSchema.Environment.GridSize),
            GridSizeAt = environment.IsGood(PackSchema.Environment.GridSize) ? environment.At(PackSchema.Environment.GridSize) : null,
            Temporal = environment.Get(PackSchema.Environment.Temporal),
            Observation = new ObservationOptions(partial, environment.Get(PackSchema.Environment.VisionRange), placeMap),
            ActionCosts = ReadCosts(environment),
            EnabledAffordances = enabled,
            EnabledAffordancesGood = environment.IsGood(PackSchema.Environment.EnabledAffordances),
            Population = ReadPopulation(Open(top, PackSchema.Training.Population, PackSchema.Population.Table), windowed: partial || !partialKnown),
            Curriculum = ReadCurriculum(Open(top, PackSchema.Training.Curriculum, PackSchema.Curriculum.Table)),
            Exploration = ReadExploration(Open(top, PackSchema.Training.Exploration, PackSchema.Exploration.Table)),
            Training = ReadTraining(Open(top, PackSchema.Training.TrainingRun, PackSchema.TrainingRun.Table)),
            UnifiedServer = ReadServer(Open(top, PackSchema.Training.UnifiedServer, PackSchema.UnifiedServer.Table)),
        };
    }

    private static Fields Open(Fields top, Key<YamlMap?> section, KeyTable table) =>
        new(table, top.Get(section) ?? new YamlMap(top.Map.Line, top.Map.Column, []), top.Faults, top.IsGood(section));

    private static ActionCosts ReadCosts(Fields environment)
    {
        var move = environment.Get(PackSchema.Environment.MoveEnergy);
        var wait = environment.Get(PackSchema.Environment.WaitEnergy);
        if (environment.IsGood(PackSchema.Environment.MoveEnergy) && environment.IsGood(PackSchema.Environment.WaitEnergy) && (float)wait >= (float)move)
        {
            var key = environment.IsGiven(PackSchema.Environment.WaitEnergy) ? PackSchema.Environment.WaitEnergy : PackSchema.Environment.MoveEnergy;
            environment.Faults.Add(environment.At(key), string.Create(CultureInfo.InvariantCulture, $"waiting costs {wait} energy and a move {move}, expected waiting to cost less than a move"));
        }

        return new ActionCosts
        {
            MoveEnergy = (float)move,
            WaitEnergy = (float)wait,
            InteractEnergy = (float)environment.Get(PackSchema.Environment.InteractEnergy),
        };
    }

    private static PopulationSettings ReadPopulation(Fields population, bool windowed)
    {
        var network = population.Get(PackSchema.Population.NetworkType);
        if (network == NetworkType.Recurrent && !windowed)
        {
            population.Faults.Add(population.At(PackSchema.Population.NetworkType), "network_type: a recurrent network needs the window around the agent, expected partial_observability: true in environment");
        }

        var settings = new PopulationSettings
        {
            AgentCount = population.Get(PackSchema.Population.AgentCount),
            LearningRate = population.Get(PackSchema.Population.LearningRate),
            LearningRateEnd = population.Get(PackSchema.Population.LearningRateEnd),
            Gamma = population.Get(PackSchema.Population.Gamma),
            ReplayCapacity = population.Get(PackSchema.Population.ReplayCapacity),
            NetworkType = network,
            DoubleDqn = population.Get(PackSchema.Population.DoubleDqn),
            Dueling = population.Get(PackSchema.Population.Dueling),
            NStep = population.Get(PackSchema.Population.NStep),
            BatchSize = population.Get(PackSchema.Population.BatchSize) ?? (network == NetworkType.Recurrent ? 16 : 64),
            SequenceLength = population.Get(PackSchema.Population.SequenceLength),
            TrainFrequency = population.Get(PackSchema.Population.TrainFrequency),
            TargetUpdateFrequency = population.Get(PackSchema.Population.TargetUpdateFrequency),
            TargetTau = population.Get(PackSchema.Population.TargetTau),
            PolicyTau = population.Get(PackSchema.Population.PolicyTau),
            Loss = population.Get(PackSchema.Population.Loss),
            Reward = population.Get(PackSchema.Population.Reward),
        };

        Compare(population, PackSchema.Population.LearningRateEnd, settings.LearningRateEnd <= settings.LearningRate || settings.LearningRateEnd is null, PackSchema.Population.LearningRate, "at most");
        Compare(population, PackSchema.Population.BatchSize, settings.BatchSize <= settings.ReplayCapacity, PackSchema.Population.ReplayCapacity, "at most");
        if (settings.TargetTau is not null && population.IsGiven(PackSchema.Population.TargetUpdateFrequency))
        {
            population.Faults.Add(population.At(PackSchema.Population.TargetUpdateFrequency), "target_update_frequency: with target_tau the target network is never copied, expected only one of the two keys");
        }

        return settings;
    }

    private static CurriculumSettings ReadCurriculum(Fields curriculum)
    {
        var settings = new CurriculumSettings
        {
            MaxStepsPerEpisode = curriculum.Get(PackSchema.Curriculum.MaxStepsPerEpisode),
            SurvivalAdvanceThreshold = curriculum.Get(PackSchema.Curriculum.AdvanceThreshold),
            SurvivalRetreatThreshold = curriculum.Get(PackSchema.Curriculum.RetreatThreshold),
            EntropyGate = curriculum.Get(PackSchema.Curriculum.EntropyGate),
            MinStepsAtStage = curriculum.Get(PackSchema.Curriculum.MinStepsAtStage),
        };
        Compare(curriculum, PackSchema.Curriculum.RetreatThreshold, settings.SurvivalRetreatThreshold < settings.SurvivalAdvanceThreshold, PackSchema.Curriculum.AdvanceThreshold, "below");
        return settings;
    }

    private static ExplorationSettings ReadExploration(Fields exploration)
    {
        var settings = new ExplorationSettings
        {
            EmbedDimension = exploration.Get(PackSchema.Exploration.EmbedDimension),
            InitialIntrinsicWeight = exploration.Get(PackSchema.Exploration.InitialIntrinsicWeight),
            VarianceThreshold = exploration.Get(PackSchema.Exploration.VarianceThreshold),
            SurvivalWindow = exploration.Get(PackSchema.Exploration.SurvivalWindow),
            EpsilonStart = exploration.Get(PackSchema.Exploration.EpsilonStart),
            EpsilonMinimum = exploration.Get(PackSchema.Exploration.EpsilonMinimum),
            EpsilonDecay = exploration.Get(PackSchema.Exploration.EpsilonDecay),
        };
        Compare(exploration, PackSchema.Exploration.EpsilonMinimum, settings.EpsilonMinimum <= settings.EpsilonStart, PackSchema.Exploration.EpsilonStart, "at most");
        return settings;
    }

    private static TrainingSettings ReadTraining(Fields training) => new()
    {
        Device = training.Get(PackSchema.TrainingRun.Device),
        MaxEpisodes = training.Get(PackSchema.TrainingRun.MaxEpisodes),
        Seed = training.Get(PackSchema.TrainingRun.Seed),
        Threads = training.Get(PackSchema.TrainingRun.Threads),
        CheckpointEvery = training.Get(PackSchema.TrainingRun.CheckpointEvery),
        CheckpointsKept = training.Get(PackSchema.TrainingRun.CheckpointsKept),
        GeneralizationTestAt = training.Get(PackSchema.TrainingRun.GeneralizationTestAt),
        ShufflePlacesEvery = training.Get(PackSchema.TrainingRun.ShufflePlacesEvery),
    };

    private static UnifiedServerSettings ReadServer(Fields server)
    {
        var settings = new UnifiedServerSettings
        {
            InferencePort = server.Get(PackSchema.UnifiedServer.InferencePort),
            FrontendPort = server.Get(PackSchema.UnifiedServer.FrontendPort),
            OpenBrowser = server.Get(PackSchema.UnifiedServer.OpenBrowser),
            HealthCheckTimeout = server.Get(PackSchema.UnifiedServer.HealthCheckTimeout),
        };
        Compare(server, PackSchema.UnifiedServer.FrontendPort, settings.FrontendPort != settings.InferencePort, PackSchema.UnifiedServer.InferencePort, "other than");
        return settings;
    }

    // Checks that two settings fit each other. The fault points at the one that the pack gives.
    private static void Compare<TFirst, TSecond>(Fields fields, Key<TFirst> key, bool holds, Key<TSecond> other, string relation)
    {
        if (!holds && fields.IsGood(key) && fields.IsGood(other))
        {
            var at = fields.At(fields.IsGiven(key) ? key : other);
            fields.Faults.Add(at, string.Create(CultureInfo.InvariantCulture, $"{key.Name}: found {Shown(fields, key)}, expected {relation} {other.Name}, which is {Shown(fields, other)}"));
        }
    }

    private static string Shown<T>(Fields fields, Key<T> key) =>
        fields.IsGiven(key) && fields.At(key) is YamlScalar scalar ? scalar.Value : $"{key.DefaultText} by default";
}
