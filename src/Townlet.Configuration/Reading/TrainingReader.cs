using System.Globalization;
using Townlet.World;
using Schema = Townlet.Configuration.PackSchema;

namespace Townlet.Configuration;

/// <summary>Reads training.yaml.</summary>
internal static class TrainingReader
{
    /// <summary>Null where the file cannot be read at all. The result is correct only where no fault was added.</summary>
    public static TrainingFile? Read(PackFile file)
    {
        if (file.ReadYaml() is not { } root || Schema.Training.Table.Read(root, file.Faults) is not { } top)
        {
            return null;
        }

        var metadata = Open(top, Schema.Training.RunMetadata, Schema.RunMetadata.Table);
        var environment = Open(top, Schema.Training.Environment, Schema.Environment.Table);
        var observation = Open(top, Schema.Training.Observation, Schema.Observation.Table);
        var partial = environment.Get(Schema.Environment.PartialObservability);
        var partialKnown = environment.IsGood(Schema.Environment.PartialObservability);
        var placeMap = observation.Get(Schema.Observation.PlaceMap);
        if (partial && placeMap && partialKnown)
        {
            file.Faults.Add(observation.At(Schema.Observation.PlaceMap), "place_map: this needs the full observation, expected false with partial_observability: true");
        }

        var enabled = environment.Get(Schema.Environment.EnabledAffordances);
        if (!enabled.IsDefault && enabled.IsEmpty && environment.IsGood(Schema.Environment.EnabledAffordances))
        {
            file.Faults.Add(environment.At(Schema.Environment.EnabledAffordances), "enabled_affordances: found an empty list, expected at least one place, or null for all");
        }

        return new TrainingFile
        {
            OutputSubdirectory = metadata.IsGiven(Schema.RunMetadata.OutputSubdirectory) ? metadata.Get(Schema.RunMetadata.OutputSubdirectory) : null,
            GridSize = environment.Get(Schema.Environment.GridSize),
            GridSizeAt = environment.IsGood(Schema.Environment.GridSize) ? environment.At(Schema.Environment.GridSize) : null,
            Temporal = environment.Get(Schema.Environment.Temporal),
            Observation = new ObservationOptions(partial, environment.Get(Schema.Environment.VisionRange), placeMap),
            ActionCosts = ReadCosts(environment),
            EnabledAffordances = enabled,
            EnabledAffordancesGood = environment.IsGood(Schema.Environment.EnabledAffordances),
            Population = ReadPopulation(Open(top, Schema.Training.Population, Schema.Population.Table), windowed: partial || !partialKnown),
            Curriculum = ReadCurriculum(Open(top, Schema.Training.Curriculum, Schema.Curriculum.Table)),
            Exploration = ReadExploration(Open(top, Schema.Training.Exploration, Schema.Exploration.Table)),
            Training = ReadTraining(Open(top, Schema.Training.TrainingRun, Schema.TrainingRun.Table)),
            UnifiedServer = ReadServer(Open(top, Schema.Training.UnifiedServer, Schema.UnifiedServer.Table)),
        };
    }

    private static Fields Open(Fields top, Key<YamlMap?> section, KeyTable table) =>
        new(table, top.Get(section) ?? new YamlMap(top.Map.Line, top.Map.Column, []), top.Faults, top.IsGood(section));

    private static ActionCosts ReadCosts(Fields environment)
    {
        var move = environment.Get(Schema.Environment.MoveEnergy);
        var wait = environment.Get(Schema.Environment.WaitEnergy);
        if (environment.IsGood(Schema.Environment.MoveEnergy) && environment.IsGood(Schema.Environment.WaitEnergy) && (float)wait >= (float)move)
        {
            var key = environment.IsGiven(Schema.Environment.WaitEnergy) ? Schema.Environment.WaitEnergy : Schema.Environment.MoveEnergy;
            environment.Faults.Add(environment.At(key), string.Create(CultureInfo.InvariantCulture, $"waiting costs {wait} energy and a move {move}, expected waiting to cost less than a move"));
        }

        return new ActionCosts
        {
            MoveEnergy = (float)move,
            WaitEnergy = (float)wait,
            InteractEnergy = (float)environment.Get(Schema.Environment.InteractEnergy),
        };
    }

    private static PopulationSettings ReadPopulation(Fields population, bool windowed)
    {
        var network = population.Get(Schema.Population.NetworkType);
        if (network == NetworkType.Recurrent && !windowed)
        {
            population.Faults.Add(population.At(Schema.Population.NetworkType), "network_type: a recurrent network needs the window around the agent, expected partial_observability: true in environment");
        }

        var settings = new PopulationSettings
        {
            AgentCount = population.Get(Schema.Population.AgentCount),
            LearningRate = population.Get(Schema.Population.LearningRate),
            LearningRateEnd = population.Get(Schema.Population.LearningRateEnd),
            Gamma = population.Get(Schema.Population.Gamma),
            ReplayCapacity = population.Get(Schema.Population.ReplayCapacity),
            NetworkType = network,
            DoubleDqn = population.Get(Schema.Population.DoubleDqn),
            Dueling = population.Get(Schema.Population.Dueling),
            NStep = population.Get(Schema.Population.NStep),
            BatchSize = population.Get(Schema.Population.BatchSize) ?? (network == NetworkType.Recurrent ? 16 : 64),
            SequenceLength = population.Get(Schema.Population.SequenceLength),
            TrainFrequency = population.Get(Schema.Population.TrainFrequency),
            TargetUpdateFrequency = population.Get(Schema.Population.TargetUpdateFrequency),
            TargetTau = population.Get(Schema.Population.TargetTau),
            PolicyTau = population.Get(Schema.Population.PolicyTau),
            Loss = population.Get(Schema.Population.Loss),
            Reward = population.Get(Schema.Population.Reward),
        };

        Compare(population, Schema.Population.LearningRateEnd, settings.LearningRateEnd <= settings.LearningRate || settings.LearningRateEnd is null, Schema.Population.LearningRate, "at most");
        Compare(population, Schema.Population.BatchSize, settings.BatchSize <= settings.ReplayCapacity, Schema.Population.ReplayCapacity, "at most");
        if (settings.TargetTau is not null && population.IsGiven(Schema.Population.TargetUpdateFrequency))
        {
            population.Faults.Add(population.At(Schema.Population.TargetUpdateFrequency), "target_update_frequency: with target_tau the target network is never copied, expected only one of the two keys");
        }

        return settings;
    }

    private static CurriculumSettings ReadCurriculum(Fields curriculum)
    {
        var settings = new CurriculumSettings
        {
            MaxStepsPerEpisode = curriculum.Get(Schema.Curriculum.MaxStepsPerEpisode),
            SurvivalAdvanceThreshold = curriculum.Get(Schema.Curriculum.AdvanceThreshold),
            SurvivalRetreatThreshold = curriculum.Get(Schema.Curriculum.RetreatThreshold),
            EntropyGate = curriculum.Get(Schema.Curriculum.EntropyGate),
            MinStepsAtStage = curriculum.Get(Schema.Curriculum.MinStepsAtStage),
        };
        Compare(curriculum, Schema.Curriculum.RetreatThreshold, settings.SurvivalRetreatThreshold < settings.SurvivalAdvanceThreshold, Schema.Curriculum.AdvanceThreshold, "below");
        return settings;
    }

    private static ExplorationSettings ReadExploration(Fields exploration)
    {
        var settings = new ExplorationSettings
        {
            EmbedDimension = exploration.Get(Schema.Exploration.EmbedDimension),
            InitialIntrinsicWeight = exploration.Get(Schema.Exploration.InitialIntrinsicWeight),
            VarianceThreshold = exploration.Get(Schema.Exploration.VarianceThreshold),
            SurvivalWindow = exploration.Get(Schema.Exploration.SurvivalWindow),
            EpsilonStart = exploration.Get(Schema.Exploration.EpsilonStart),
            EpsilonMinimum = exploration.Get(Schema.Exploration.EpsilonMinimum),
            EpsilonDecay = exploration.Get(Schema.Exploration.EpsilonDecay),
        };
        Compare(exploration, Schema.Exploration.EpsilonMinimum, settings.EpsilonMinimum <= settings.EpsilonStart, Schema.Exploration.EpsilonStart, "at most");
        return settings;
    }

    private static TrainingSettings ReadTraining(Fields training) => new()
    {
        Device = training.Get(Schema.TrainingRun.Device),
        MaxEpisodes = training.Get(Schema.TrainingRun.MaxEpisodes),
        Seed = training.Get(Schema.TrainingRun.Seed),
        Threads = training.Get(Schema.TrainingRun.Threads),
        CheckpointEvery = training.Get(Schema.TrainingRun.CheckpointEvery),
        CheckpointsKept = training.Get(Schema.TrainingRun.CheckpointsKept),
        GeneralizationTestAt = training.Get(Schema.TrainingRun.GeneralizationTestAt),
        ShufflePlacesEvery = training.Get(Schema.TrainingRun.ShufflePlacesEvery),
    };

    private static UnifiedServerSettings ReadServer(Fields server)
    {
        var settings = new UnifiedServerSettings
        {
            InferencePort = server.Get(Schema.UnifiedServer.InferencePort),
            FrontendPort = server.Get(Schema.UnifiedServer.FrontendPort),
            OpenBrowser = server.Get(Schema.UnifiedServer.OpenBrowser),
            HealthCheckTimeout = server.Get(Schema.UnifiedServer.HealthCheckTimeout),
        };
        Compare(server, Schema.UnifiedServer.FrontendPort, settings.FrontendPort != settings.InferencePort, Schema.UnifiedServer.InferencePort, "other than");
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
