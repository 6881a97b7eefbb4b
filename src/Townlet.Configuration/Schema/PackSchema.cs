using System.Collections.Immutable;
using Townlet.Configuration.Settings;
using Townlet.Configuration.Yaml;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Configuration.Schema;

/// <summary>
/// All keys of a pack. Where a record of Settings/ states a default, it is taken from there.
/// <c>docs/packs.md</c> shows these tables; a test compares the two.
/// </summary>
internal static class PackSchema
{
    /// <summary>Cells per side of the largest town.</summary>
    public const int LargestGrid = 64;

    private static readonly Number Share = new(0, 1);
    private static readonly Number PositiveShare = new(0, 1, aboveMinimum: true);
    private static readonly Words Name = new(60);
    private static readonly FreeText Remark = new();
    private static readonly Choice<Meter> MeterName = new(
        [.. Enum.GetValues<Meter>().Select(meter => (MeterNames.NameOf(meter), meter))]);

    private static readonly Choice<Comparison> Operator = new(
        ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual), ("<", Comparison.Less), (">", Comparison.Greater), ("==", Comparison.Equal));

    // Computed at each use: an initialiser could run before that of a nested class and find its table missing.
    /// <summary>All tables, in the order of the documentation.</summary>
    public static IReadOnlyList<KeyTable> Tables =>
    [
        Training.Table, RunMetadata.Table, Environment.Table, Observation.Table, Population.Table, Curriculum.Table, Exploration.Table,
        TrainingRun.Table, UnifiedServer.Table,
        Bars.Table, Bar.Table, Terminal.Table,
        Cascades.Table, ModulationEntry.Table, CascadeEntry.Table,
        Affordances.Table, Affordance.Table, Amount.Table,
        Cues.Table, SimpleCue.Table, CompoundCue.Table, Condition.Table,
    ];

    /// <summary>The section of training.yaml that has a key of this name, or null.</summary>
    public static KeyTable? SectionOf(string name) =>
        Tables.FirstOrDefault(table => table.File == Training.Table.File && table.Place.Length > 0 && table.Find(name) is not null);

    /// <summary>training.yaml itself.</summary>
    public static class Training
    {
        public static readonly KeyTable Table = new("training.yaml", "", "training.yaml", acceptsRemarks: false);
        public static readonly Key<YamlMap?> RunMetadata = Add("run_metadata", "The run's folder.");
        public static readonly Key<YamlMap?> Environment = Add("environment", "The town and what the agent perceives of it.");
        public static readonly Key<YamlMap?> Observation = Add("observation", "Additions to what the agent sees.");
        public static readonly Key<YamlMap?> Population = Add("population", "How many agents learn together, and how they learn.");
        public static readonly Key<YamlMap?> Curriculum = Add("curriculum", "When an agent moves to a harder stage or back.");
        public static readonly Key<YamlMap?> Exploration = Add("exploration", "Random moves and curiosity.");
        public static readonly Key<YamlMap?> TrainingRun = Add("training", "The run as a whole.");
        public static readonly Key<YamlMap?> UnifiedServer = Add("unified_server", "Ports and browser. Options of the command line override these.");

        private static Key<YamlMap?> Add(string name, string meaning) =>
            Table.OptionalWithNote(name, new Section(), null, "defaults of its keys", "", meaning);
    }

    /// <summary><c>run_metadata</c>.</summary>
    public static class RunMetadata
    {
        public static readonly KeyTable Table = Section("run_metadata");
        public static readonly Key<string> OutputSubdirectory = Table.OptionalWithNote("output_subdir", new FolderName(), "", "the pack's name", "", "Folder inside runs/, in which each run gets a folder of its own.");
    }

    /// <summary><c>environment</c>.</summary>
    public static class Environment
    {
        public static readonly KeyTable Table = Section("environment");
        public static readonly Key<int> GridSize = Table.Optional("grid_size", new WholeNumber(2, LargestGrid), 8, "cells", "Side of the square town.");
        public static readonly Key<bool> PartialObservability = Table.Optional("partial_observability", new Flag(), false, "", "The agent sees a window around itself instead of its cell in the whole town.");
        public static readonly Key<int> VisionRange = Table.Optional("vision_range", new WholeNumber(1, 32), 2, "cells", "How far the window reaches to each side. Only used with partial_observability.");
        public static readonly Key<bool> Temporal = Table.Optional("enable_temporal_mechanics", new Flag(), false, "", "An hour passes with each step, places open and close, and activities take several steps.");
        public static readonly Key<ImmutableArray<YamlScalar>> EnabledAffordances = Table.OptionalWithNote("enabled_affordances", new NameList("names of places", orNull: true), default, "null (all)", "", "Which places of affordances.yaml the town has.");
        public static readonly Key<double> MoveEnergy = Table.Optional("energy_move_depletion", Share, 0.005, "energy per step", "What a move costs.", "move_energy_cost");
        public static readonly Key<double> WaitEnergy = Table.Optional("energy_wait_depletion", Share, 0.001, "energy per step", "What WAIT costs; must be less than the cost of a move.", "wait_energy_cost");
        public static readonly Key<double> InteractEnergy = Table.Optional("energy_interact_depletion", Share, 0.0, "energy per step", "Only used in the baseline formula: INTERACT itself takes no energy.", "interact_energy_cost");
    }

    /// <summary><c>observation</c>.</summary>
    public static class Observation
    {
        public static readonly KeyTable Table = Section("observation");
        public static readonly Key<bool> PlaceMap = Table.Optional("place_map", new Flag(), false, "", "Adds to the full observation where each place lies as seen from the agent (above, below, left, right) and how far away it is, so that a policy can cope with places that move. Not with partial_observability.");
    }

    /// <summary><c>population</c>.</summary>
    public static class Population
    {
        private static readonly PopulationSettings Default = new();

        public static readonly KeyTable Table = Section("population");
        public static readonly Key<int> AgentCount = Table.Optional("num_agents", new WholeNumber(1, 4096), Default.AgentCount, "agents", "How many agents live independent lives and learn together.");
        public static readonly Key<double> LearningRate = Table.Optional("learning_rate", PositiveShare, Default.LearningRate, "", "Adam's step size.");
        public static readonly Key<double?> LearningRateEnd = Table.Optional("learning_rate_end", new OrNull<double>(PositiveShare), Default.LearningRateEnd, "", "Adam's step size at the last episode; it falls in a straight line. Null: it stays at learning_rate. At most learning_rate.");
        public static readonly Key<double> Gamma = Table.Optional("gamma", new Number(0, 1, belowMaximum: true), Default.Gamma, "", "Discount per step for later rewards.");
        public static readonly Key<int> ReplayCapacity = Table.Optional("replay_buffer_capacity", new WholeNumber(1, 10_000_000), Default.ReplayCapacity, "transitions", "How many transitions are kept to learn from; at least batch_size.");
        public static readonly Key<NetworkType> NetworkType = Table.Optional("network_type", new Choice<NetworkType>(("simple", Settings.NetworkType.Simple), ("recurrent", Settings.NetworkType.Recurrent)), Default.NetworkType, "", "simple: three layers that see one observation. recurrent: convolution and LSTM, which remember the life so far; needs partial_observability.");
        public static readonly Key<bool> DoubleDqn = Table.Optional("double_dqn", new Flag(), Default.DoubleDqn, "", "The online network chooses the next action, and the target network values it.");
        public static readonly Key<bool> Dueling = Table.Optional("dueling", new Flag(), Default.Dueling, "", "Separate heads for the value of a state and the advantage of an action.");
        public static readonly Key<int> NStep = Table.Optional("n_step", new WholeNumber(1, 20), Default.NStep, "steps", "How many rewards are summed before bootstrapping.");
        public static readonly Key<int?> BatchSize = Table.OptionalWithNote("batch_size", new OrNull<int>(new WholeNumber(1, 8192)), null, "null (64, or 16 where network_type is recurrent)", "", "How much one learner step learns from: transitions, or sequences of sequence_length steps where network_type is recurrent.");
        public static readonly Key<int> SequenceLength = Table.Optional("sequence_length", new WholeNumber(1, 1000), Default.SequenceLength, "steps", "Length of the sequences that a recurrent network learns from; not used by a simple one.");
        public static readonly Key<int> TrainFrequency = Table.Optional("train_frequency", new WholeNumber(1, 100_000), Default.TrainFrequency, "steps", "Steps of the town between two learner steps; all agents take a step at once.");
        public static readonly Key<int> TargetUpdateFrequency = Table.Optional("target_update_frequency", new WholeNumber(1, 1_000_000), Default.TargetUpdateFrequency, "learner steps", "After this many learner steps the target network is copied again; not together with target_tau.");
        public static readonly Key<double?> TargetTau = Table.Optional("target_tau", new OrNull<double>(PositiveShare), Default.TargetTau, "", "At each learner step the target network moves towards the online network by this share. Null: it is copied instead.");
        public static readonly Key<double?> PolicyTau = Table.Optional("policy_tau", new OrNull<double>(PositiveShare), Default.PolicyTau, "", "At each learner step the policy that is stored and shown moves towards the learner's network by this share, so it is an average of recent weights. Null: the policy is the network itself.");
        public static readonly Key<LossKind> Loss = Table.Optional("loss", new Choice<LossKind>(("mse", LossKind.MeanSquaredError), ("huber", LossKind.Huber)), Default.Loss, "", "How an error of prediction is measured.");
        public static readonly Key<RewardKind> Reward = Table.Optional("reward", new Choice<RewardKind>(("baseline", RewardKind.Baseline), ("survival", RewardKind.Survival)), Default.Reward, "", "survival: +0.01 per step, -1 at death. baseline: at death the steps lived minus the baseline, which is 1 / (energy that a step takes at least); otherwise 0, also for a full life.");
    }

    /// <summary><c>curriculum</c>.</summary>
    public static class Curriculum
    {
        private static readonly CurriculumSettings Default = new();

        public static readonly KeyTable Table = Section("curriculum");
        public static readonly Key<int> MaxStepsPerEpisode = Table.Optional("max_steps_per_episode", new WholeNumber(1, 1_000_000), Default.MaxStepsPerEpisode, "steps", "The step cap: a life is cut off after this many steps.");
        public static readonly Key<double> AdvanceThreshold = Table.Optional("survival_advance_threshold", Share, Default.SurvivalAdvanceThreshold, "share of the cap", "An agent advances when its lives last longer than this on average.");
        public static readonly Key<double> RetreatThreshold = Table.Optional("survival_retreat_threshold", Share, Default.SurvivalRetreatThreshold, "share of the cap", "An agent retreats when its lives are shorter than this on average; less than survival_advance_threshold.");
        public static readonly Key<double> EntropyGate = Table.Optional("entropy_gate", Share, Default.EntropyGate, "", "An agent advances only when the entropy of its policy is below this: 0 means a clear choice, 1 means that all actions look the same.");
        public static readonly Key<int> MinStepsAtStage = Table.Optional("min_steps_at_stage", new WholeNumber(0, 1_000_000_000), Default.MinStepsAtStage, "steps", "An agent lives at least this many steps at a stage before it may leave it.");
    }

    /// <summary><c>exploration</c>.</summary>
    public static class Exploration
    {
        private static readonly ExplorationSettings Default = new();

        public static readonly KeyTable Table = Section("exploration");
        public static readonly Key<int> EmbedDimension = Table.Optional("embed_dim", new WholeNumber(1, 4096), Default.EmbedDimension, "", "Width of the random network distillation embedding.");
        public static readonly Key<double> InitialIntrinsicWeight = Table.Optional("initial_intrinsic_weight", new Number(0, 1000), Default.InitialIntrinsicWeight, "", "Weight of novelty in the reward when training starts.");
        public static readonly Key<double> VarianceThreshold = Table.Optional("variance_threshold", new Number(0, 1_000_000_000), Default.VarianceThreshold, "steps squared", "The weight falls at the end of each life while the variance of life lengths is below this and lives last more than 50 steps.");
        public static readonly Key<int> SurvivalWindow = Table.Optional("survival_window", new WholeNumber(2, 100_000), Default.SurvivalWindow, "lives", "Number of lives over which the variance is computed.");
        public static readonly Key<double> EpsilonStart = Table.Optional("epsilon_start", Share, Default.EpsilonStart, "", "Share of random actions when training starts.");
        public static readonly Key<double> EpsilonMinimum = Table.Optional("epsilon_min", Share, Default.EpsilonMinimum, "", "Epsilon does not fall below this; at most epsilon_start.");
        public static readonly Key<double> EpsilonDecay = Table.Optional("epsilon_decay", PositiveShare, Default.EpsilonDecay, "", "Epsilon is multiplied by this at the end of each life of agent 0.");
    }

    /// <summary><c>training</c>.</summary>
    public static class TrainingRun
    {
        private static readonly TrainingSettings Default = new();

        public static readonly KeyTable Table = Section("training");
        public static readonly Key<DeviceKind> Device = Table.Optional("device", new Choice<DeviceKind>(("cpu", DeviceKind.Cpu), ("cuda", DeviceKind.Cuda), ("auto", DeviceKind.Auto)), Default.Device, "", "Where the learner computes. Without a GPU, cuda falls back to the CPU with a warning, auto without one.");
        public static readonly Key<int?> MaxEpisodes = Table.Optional("max_episodes", new OrNull<int>(new WholeNumber(1, 100_000_000)), Default.MaxEpisodes, "lives", "Lives to finish, unless the command line says otherwise.");
        public static readonly Key<ulong?> Seed = Table.Optional("seed", new OrNull<ulong>(new SeedNumber()), Default.Seed, "", "Seed of all random numbers. Null: a seed is drawn, and the run records it.");
        public static readonly Key<int> Threads = Table.Optional("threads", new WholeNumber(1, 256), Default.Threads, "threads", "Threads for the learner's arithmetic on the CPU. With 2 a recurrent network learns on two cores; more make no difference. The results are the same with any number.");
        public static readonly Key<int> CheckpointEvery = Table.Optional("checkpoint_every", new WholeNumber(1, 1_000_000), Default.CheckpointEvery, "lives", "A checkpoint is written every this many lives.");
        public static readonly Key<int> CheckpointsKept = Table.Optional("checkpoints_kept", new WholeNumber(1, 10_000), Default.CheckpointsKept, "files", "How many full checkpoints are kept. All of the small policy files are kept.");
        public static readonly Key<int?> GeneralizationTestAt = Table.Optional("generalization_test_at", new OrNull<int>(new WholeNumber(1, 100_000_000)), Default.GeneralizationTestAt, "lives", "The places are shuffled once, after this many lives. Null: never.");
        public static readonly Key<int?> ShufflePlacesEvery = Table.Optional("shuffle_places_every", new OrNull<int>(new WholeNumber(1, 100_000_000)), Default.ShufflePlacesEvery, "lives", "The places are shuffled every this many lives, so that with place_map a policy learns to cope with any layout. Null: only by generalization_test_at.");
    }

    /// <summary><c>unified_server</c>.</summary>
    public static class UnifiedServer
    {
        private static readonly UnifiedServerSettings Default = new();

        public static readonly KeyTable Table = Section("unified_server");
        public static readonly Key<int> InferencePort = Table.Optional("inference_port", new WholeNumber(1, 65535), Default.InferencePort, "port", "Port of the WebSocket and HTTP server.");
        public static readonly Key<int> FrontendPort = Table.Optional("frontend_port", new WholeNumber(1, 65535), Default.FrontendPort, "port", "Port of the page; must differ from inference_port.");
        public static readonly Key<bool> OpenBrowser = Table.Optional("open_browser", new Flag(), Default.OpenBrowser, "", "Whether the page opens in a browser when all is ready.");
        public static readonly Key<int> HealthCheckTimeout = Table.Optional("health_check_timeout", new WholeNumber(1, 3600), Default.HealthCheckTimeout, "seconds", "How long the page may take to answer at the start.");
    }

    /// <summary>bars.yaml itself.</summary>
    public static class Bars
    {
        public static readonly KeyTable Table = WorldFile("bars.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Version of the file, for human readers.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers.");
        public static readonly Key<ImmutableArray<YamlNode>> Entries = Table.Required("bars", new ListOf("the eight meters"), "", "Each meter once, in any order.");
        public static readonly Key<ImmutableArray<YamlNode>> TerminalConditions = Table.Required("terminal_conditions", new ListOf("at least one condition"), "", "A life ends when any of them holds.");
    }

    /// <summary>An entry of <c>bars</c>.</summary>
    public static class Bar
    {
        public static readonly KeyTable Table = WorldEntry("bars.yaml", "bars[]", "a bar");
        public static readonly Key<Meter> Name = Table.Required("name", MeterName, "", "The meter.");
        public static readonly Key<int> Index = Table.Required("index", new WholeNumber(0, 7), "", "The fixed index of the meter: energy 0, hygiene 1, satiation 2, money 3, mood 4, social 5, health 6, fitness 7.");
        public static readonly Key<string> Tier = Table.Required("tier", new Choice<string>(("pivotal", "pivotal"), ("primary", "primary"), ("secondary", "secondary"), ("resource", "resource")), "", "How the page groups it.");
        public static readonly Key<bool> Range = Table.OptionalWithNote("range", new UnitRange(), true, "[0.0, 1.0]", "", "Always the same; given for human readers.");
        public static readonly Key<double> Initial = Table.Required("initial", Share, "", "Value at the start of a life.");
        public static readonly Key<double> BaseDepletion = Table.Required("base_depletion", Share, "per step", "Loss per step, before the curriculum's multiplier.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers.");
    }

    /// <summary>An entry of <c>terminal_conditions</c>.</summary>
    public static class Terminal
    {
        public static readonly KeyTable Table = WorldEntry("bars.yaml", "terminal_conditions[]", "a terminal condition");
        public static readonly Key<Meter> Meter = Table.Required("meter", MeterName, "", "The meter to compare.");
        public static readonly Key<Comparison> Comparison = Table.Required("operator", Operator, "", "How to compare; write it in quotes.");
        public static readonly Key<double> Value = Table.Required("value", Share, "", "The number to compare with.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers.");
    }

    /// <summary>cascades.yaml itself.</summary>
    public static class Cascades
    {
        public const string Modulations = "modulations";

        public static readonly KeyTable Table = WorldFile("cascades.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Version of the file, for human readers.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers.");
        public static readonly Key<string> MathType = Table.Optional("math_type", new Choice<string>(("gradient_penalty", "gradient_penalty")), "gradient_penalty", "", "The only one there is.");
        public static readonly Key<ImmutableArray<YamlNode>> ModulationEntries = Table.OptionalWithNote(Modulations, new ListOf("modulations"), [], "[]", "", "Meters that set how fast another one drains.");
        public static readonly Key<ImmutableArray<YamlNode>> Entries = Table.Required("cascades", new ListOf("cascades"), "", "Low meters that drag another one down.");
        public static readonly Key<ImmutableArray<YamlScalar>> ExecutionOrder = Table.Required("execution_order", new NameList("categories"), "", "'modulations' and each category of a cascade, in the order in which they apply.");
    }

    /// <summary>An entry of <c>modulations</c>.</summary>
    public static class ModulationEntry
    {
        public static readonly KeyTable Table = WorldEntry("cascades.yaml", "modulations[]", "a modulation");
        public static readonly Key<string> Name = Table.Required("name", PackSchema.Name, "", "A name that no other entry has.");
        public static readonly Key<Meter> Source = Table.Required("source", MeterName, "", "The meter that decides.");
        public static readonly Key<Meter> Target = Table.Required("target", MeterName, "", "The meter that loses.");
        public static readonly Key<string> Type = Table.Optional("type", new Choice<string>(("depletion_multiplier", "depletion_multiplier")), "depletion_multiplier", "", "The only one there is.");
        public static readonly Key<double> BaseMultiplier = Table.Required("base_multiplier", new Number(0, 1000), "", "Factor while the source is full.");
        public static readonly Key<double> Range = Table.Required("range", new Number(0, 1000), "", "Added to it while the source is empty.");
        public static readonly Key<double> BaselineDepletion = Table.Required("baseline_depletion", Share, "per step", "Loss per step at factor 1.");
    }

    /// <summary>An entry of <c>cascades</c>.</summary>
    public static class CascadeEntry
    {
        public static readonly KeyTable Table = WorldEntry("cascades.yaml", "cascades[]", "a cascade");
        public static readonly Key<string> Name = Table.Required("name", PackSchema.Name, "", "A name that no other entry has.");
        public static readonly Key<string> Category = Table.Required("category", PackSchema.Name, "", "When the cascade applies: one of the names in execution_order.");
        public static readonly Key<Meter> Source = Table.Required("source", MeterName, "", "The meter that does harm when it is low.");
        public static readonly Key<int?> SourceIndex = Table.OptionalWithNote("source_index", new OrNull<int>(new WholeNumber(0, 7)), null, "that of source", "", "For human readers; must be source's index.");
        public static readonly Key<Meter> Target = Table.Required("target", MeterName, "", "The meter that suffers.");
        public static readonly Key<int?> TargetIndex = Table.OptionalWithNote("target_index", new OrNull<int>(new WholeNumber(0, 7)), null, "that of target", "", "For human readers; must be target's index.");
        public static readonly Key<double> Threshold = Table.Required("threshold", PositiveShare, "", "The source counts as low below this.");
        public static readonly Key<double> Strength = Table.Required("strength", Share, "per step", "Loss of the target per step while the source is empty; proportionally less while it is not.");
    }

    /// <summary>affordances.yaml itself.</summary>
    public static class Affordances
    {
        public static readonly KeyTable Table = WorldFile("affordances.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Version of the file, for human readers.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers.");
        public static readonly Key<string> Status = Table.Optional("status", Remark, "", "", "For human readers.");
        public static readonly Key<ImmutableArray<YamlNode>> Entries = Table.Required("affordances", new ListOf("places"), "", "The places that a town can have.");
    }

    /// <summary>An entry of <c>affordances</c>.</summary>
    public static class Affordance
    {
        public static readonly KeyTable Table = WorldEntry("affordances.yaml", "affordances[]", "a place");
        public static readonly Key<string> Id = Table.OptionalWithNote("id", PackSchema.Name, "", "none", "", "No other place may have the same.");
        public static readonly Key<string> Name = Table.Required("name", PackSchema.Name, "", "No other place may have the same; the page has icons for the built-in names.");
        public static readonly Key<string> Category = Table.Optional("category", Remark, "", "", "For human readers: what kind of place it is.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers: one sentence.");
        public static readonly Key<GridPosition?> Position = Table.OptionalWithNote("position", new OrNull<GridPosition>(new Cell()), null, "the built-in place of that name", "cells", "Where the place stands. Required for a name that is not built in.");
        public static readonly Key<InteractionType> InteractionType = Table.Required("interaction_type", new Choice<InteractionType>(("instant", World.Definition.InteractionType.Instant), ("multi_tick", World.Definition.InteractionType.MultiTick), ("dual", World.Definition.InteractionType.Dual), ("continuous", World.Definition.InteractionType.Continuous)), "", "instant: all at once. multi_tick: spread over required_ticks steps. dual: instant where time does not pass, multi_tick where it does. continuous: the same in each step, never complete.");
        public static readonly Key<ImmutableArray<YamlNode>> Costs = Amounts("costs", "Instant use: taken after the effects. Nothing happens if the agent cannot pay.");
        public static readonly Key<ImmutableArray<YamlNode>> Effects = Amounts("effects", "Instant use: added to the meters. Needed for instant and dual.");
        public static readonly Key<int?> RequiredTicks = Table.OptionalWithNote("required_ticks", new OrNull<int>(new WholeNumber(1, 1000)), null, "none", "steps", "Steps that complete the activity. Needed for multi_tick and dual.");
        public static readonly Key<ImmutableArray<YamlNode>> CostsPerTick = Amounts("costs_per_tick", "Over several steps: taken in each step. Nothing happens if the agent cannot pay.");
        public static readonly Key<ImmutableArray<YamlNode>> EffectsPerTick = Amounts("effects_per_tick", "Over several steps: added in each step. Needed for multi_tick, dual and continuous.");
        public static readonly Key<ImmutableArray<YamlNode>> CompletionBonus = Amounts("completion_bonus", "Over several steps: added by the step that completes the activity.");
        public static readonly Key<OpeningHours> OperatingHours = Table.OptionalWithNote("operating_hours", new Hours(), OpeningHours.Always, "[0, 24]", "hours", "The place is open from the first hour until the second; an hour above 24 is on the next day. Only used where time passes.");

        private static Key<ImmutableArray<YamlNode>> Amounts(string name, string meaning) =>
            Table.OptionalWithNote(name, new ListOf("amounts"), [], "[]", "", meaning);
    }

    /// <summary>An entry of the lists of a place.</summary>
    public static class Amount
    {
        public static readonly KeyTable Table = WorldEntry("affordances.yaml", "affordances[].costs[], effects[], ...", "an amount");
        public static readonly Key<Meter> Meter = Table.Required("meter", MeterName, "", "The meter; at most once per list.");
        public static readonly Key<double> Value = Table.Required("amount", new Number(-1, 1), "", "How much; a cost must not be negative. 1.0 of money is $100.");
    }

    /// <summary>cues.yaml itself.</summary>
    public static class Cues
    {
        public static readonly KeyTable Table = WorldFile("cues.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Version of the file, for human readers.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For human readers.");
        public static readonly Key<ImmutableArray<YamlNode>> Simple = Table.OptionalWithNote("simple_cues", new ListOf("simple cues"), [], "[]", "", "Cues that depend on one meter.");
        public static readonly Key<ImmutableArray<YamlNode>> Compound = Table.OptionalWithNote("compound_cues", new ListOf("compound cues"), [], "[]", "", "Cues that depend on several meters.");
    }

    /// <summary>An entry of <c>simple_cues</c>.</summary>
    public static class SimpleCue
    {
        public static readonly KeyTable Table = WorldEntry("cues.yaml", "simple_cues[]", "a simple cue");
        public static readonly Key<string> Id = CueId(Table);
        public static readonly Key<string> Name = CueName(Table);
        public static readonly Key<string> Text = CueText(Table);
        public static readonly Key<YamlMap?> Condition = Table.Required("condition", new Section(), "", "When the cue shows.");
    }

    /// <summary>An entry of <c>compound_cues</c>.</summary>
    public static class CompoundCue
    {
        public static readonly KeyTable Table = WorldEntry("cues.yaml", "compound_cues[]", "a compound cue");
        public static readonly Key<string> Id = CueId(Table);
        public static readonly Key<string> Name = CueName(Table);
        public static readonly Key<string> Text = CueText(Table);
        public static readonly Key<ImmutableArray<YamlNode>> AllOf = Conditions("all_of", "The cue shows only while all of these hold.");
        public static readonly Key<ImmutableArray<YamlNode>> AnyOf = Conditions("any_of", "The cue shows only while at least one of these holds.");
        public static readonly Key<string> Logic = Table.OptionalWithNote("logic", new Choice<string>(("all_of", "all_of"), ("any_of", "any_of")), "all_of", "all_of", "", "How the list conditions is read.");
        public static readonly Key<ImmutableArray<YamlNode>> ConditionList = Conditions("conditions", "Another way to write all_of or any_of; logic says which.");

        private static Key<ImmutableArray<YamlNode>> Conditions(string name, string meaning) =>
            Table.OptionalWithNote(name, new ListOf("conditions"), [], "[]", "", meaning);
    }

    /// <summary>A condition of a cue.</summary>
    public static class Condition
    {
        public static readonly KeyTable Table = WorldEntry("cues.yaml", "condition, all_of[], any_of[], conditions[]", "a condition");
        public static readonly Key<Meter> Meter = Table.Required("meter", MeterName, "", "The meter to compare.");
        public static readonly Key<Comparison> Comparison = Table.Required("operator", Operator, "", "How to compare; write it in quotes.");
        public static readonly Key<double> Threshold = Table.Required("threshold", Share, "", "The number to compare with.", "value");
    }

    private static KeyTable Section(string place) => new("training.yaml", place, $"'{place}'", acceptsRemarks: false);

    private static KeyTable WorldFile(string file) => new(file, "", file, acceptsRemarks: true);

    private static KeyTable WorldEntry(string file, string place, string item) => new(file, place, item, acceptsRemarks: true);

    private static Key<string> CueId(KeyTable table) =>
        table.OptionalWithNote("id", Name, "", "name", "", "No other cue may have the same; this or name is required.", "cue_id");

    private static Key<string> CueName(KeyTable table) =>
        table.OptionalWithNote("name", Name, "", "id", "", "For human readers.");

    private static Key<string> CueText(KeyTable table) =>
        table.OptionalWithNote("text", Name, "", "name", "", "What a viewer sees, in a few words.", "visual");
}
