using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Configuration;

/// <summary>
/// Every key of a pack. Defaults that a record of Settings/ states are taken from there.
/// <c>docs/packs.md</c> shows these tables; a test compares the two.
/// </summary>
internal static class PackSchema
{
    /// <summary>Cells a side of the largest town.</summary>
    public const int LargestGrid = 64;

    private static readonly Number Share = new(0, 1);
    private static readonly Number PositiveShare = new(0, 1, aboveMinimum: true);
    private static readonly Words Name = new(60);
    private static readonly FreeText Remark = new();
    private static readonly Choice<Meter> MeterName = new(
        [.. Enum.GetValues<Meter>().Select(meter => (NameOf(meter), meter))]);

    private static readonly Choice<Comparison> Operator = new(
        ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual), ("<", Comparison.Less), (">", Comparison.Greater), ("==", Comparison.Equal));

    // Computed at each use: an initialiser would run in the middle of that of a nested class and find its table missing.
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

    /// <summary>A meter's name in packs: lower case.</summary>
    public static string NameOf(Meter meter) => meter.ToString().ToLowerInvariant();

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
        public static readonly Key<YamlMap?> Population = Add("population", "How many agents learn together, and by which algorithm.");
        public static readonly Key<YamlMap?> Curriculum = Add("curriculum", "When an agent moves to a harder stage or back.");
        public static readonly Key<YamlMap?> Exploration = Add("exploration", "Chance and curiosity.");
        public static readonly Key<YamlMap?> TrainingRun = Add("training", "The run as a whole.");
        public static readonly Key<YamlMap?> UnifiedServer = Add("unified_server", "Ports and browser; options of the command line go before these.");

        private static Key<YamlMap?> Add(string name, string meaning) =>
            Table.OptionalWithNote(name, new Section(), null, "defaults of its keys", "", meaning);
    }

    /// <summary><c>run_metadata</c>.</summary>
    public static class RunMetadata
    {
        public static readonly KeyTable Table = Section("run_metadata");
        public static readonly Key<string> OutputSubdirectory = Table.OptionalWithNote("output_subdir", new FolderName(), "", "the pack's name", "", "Folder below runs/ in which each run gets its own.");
    }

    /// <summary><c>environment</c>.</summary>
    public static class Environment
    {
        public static readonly KeyTable Table = Section("environment");
        public static readonly Key<int> GridSize = Table.Optional("grid_size", new WholeNumber(2, LargestGrid), 8, "cells", "Side of the square town.");
        public static readonly Key<bool> PartialObservability = Table.Optional("partial_observability", new Flag(), false, "", "The agent sees a window around itself instead of its cell in the whole town.");
        public static readonly Key<int> VisionRange = Table.Optional("vision_range", new WholeNumber(1, 32), 2, "cells", "How far the window reaches to each side; used when partial_observability is true.");
        public static readonly Key<bool> Temporal = Table.Optional("enable_temporal_mechanics", new Flag(), false, "", "An hour passes each step, places open and close, activities take several steps.");
        public static readonly Key<ImmutableArray<YamlScalar>> EnabledAffordances = Table.OptionalWithNote("enabled_affordances", new NameList("names of places", orNull: true), default, "null (all)", "", "The places of this town, out of those in affordances.yaml.");
        public static readonly Key<double> MoveEnergy = Table.Optional("energy_move_depletion", Share, 0.005, "energy a step", "What a move costs.", "move_energy_cost");
        public static readonly Key<double> WaitEnergy = Table.Optional("energy_wait_depletion", Share, 0.001, "energy a step", "What WAIT costs; below the cost of a move.", "wait_energy_cost");
        public static readonly Key<double> InteractEnergy = Table.Optional("energy_interact_depletion", Share, 0.0, "energy a step", "Enters only the reward's baseline: INTERACT itself takes no energy.", "interact_energy_cost");
    }

    /// <summary><c>observation</c>.</summary>
    public static class Observation
    {
        public static readonly KeyTable Table = Section("observation");
        public static readonly Key<bool> PlaceMap = Table.Optional("place_map", new Flag(), false, "", "Adds to the full observation where each place lies as seen from the agent: above, below, left, right, and how far away. A policy can cope with places that move then; not with partial_observability.");
    }

    /// <summary><c>population</c>.</summary>
    public static class Population
    {
        private static readonly PopulationSettings Default = new();

        public static readonly KeyTable Table = Section("population");
        public static readonly Key<int> AgentCount = Table.Optional("num_agents", new WholeNumber(1, 4096), Default.AgentCount, "agents", "Independent lives that are lived and learnt from together.");
        public static readonly Key<double> LearningRate = Table.Optional("learning_rate", PositiveShare, Default.LearningRate, "", "Adam's step size.");
        public static readonly Key<double?> LearningRateEnd = Table.Optional("learning_rate_end", new OrNull<double>(PositiveShare), Default.LearningRateEnd, "", "Adam's step size at the last episode, reached in a straight line; null keeps learning_rate. At most learning_rate.");
        public static readonly Key<double> Gamma = Table.Optional("gamma", new Number(0, 1, belowMaximum: true), Default.Gamma, "", "Discount of the reward one step later.");
        public static readonly Key<int> ReplayCapacity = Table.Optional("replay_buffer_capacity", new WholeNumber(1, 10_000_000), Default.ReplayCapacity, "transitions", "How many are remembered; at least batch_size.");
        public static readonly Key<NetworkType> NetworkType = Table.Optional("network_type", new Choice<NetworkType>(("simple", Configuration.NetworkType.Simple), ("recurrent", Configuration.NetworkType.Recurrent)), Default.NetworkType, "", "simple: three layers over one observation. recurrent: convolution and LSTM over the life so far, needs partial_observability.");
        public static readonly Key<bool> DoubleDqn = Table.Optional("double_dqn", new Flag(), Default.DoubleDqn, "", "The online network chooses the next action, the target network values it.");
        public static readonly Key<bool> Dueling = Table.Optional("dueling", new Flag(), Default.Dueling, "", "Separate heads for the value of a state and the advantage of an action.");
        public static readonly Key<int> NStep = Table.Optional("n_step", new WholeNumber(1, 20), Default.NStep, "steps", "Rewards that are summed before bootstrapping.");
        public static readonly Key<int?> BatchSize = Table.OptionalWithNote("batch_size", new OrNull<int>(new WholeNumber(1, 8192)), null, "null (64, or 16 where network_type is recurrent)", "", "What one learner step learns from: transitions, or sequences of sequence_length steps where network_type is recurrent.");
        public static readonly Key<int> SequenceLength = Table.Optional("sequence_length", new WholeNumber(1, 1000), Default.SequenceLength, "steps", "Of a life that a recurrent network learns from at once; without use for a simple one.");
        public static readonly Key<int> TrainFrequency = Table.Optional("train_frequency", new WholeNumber(1, 100_000), Default.TrainFrequency, "steps", "Between two learner steps; all agents step at once.");
        public static readonly Key<int> TargetUpdateFrequency = Table.Optional("target_update_frequency", new WholeNumber(1, 1_000_000), Default.TargetUpdateFrequency, "learner steps", "Between two copies of the target network; not together with target_tau.");
        public static readonly Key<double?> TargetTau = Table.Optional("target_tau", new OrNull<double>(PositiveShare), Default.TargetTau, "", "Share by which the target network follows at each learner step, instead of being copied; null copies.");
        public static readonly Key<double?> PolicyTau = Table.Optional("policy_tau", new OrNull<double>(PositiveShare), Default.PolicyTau, "", "Share by which the policy that is kept and played follows the learner's network at each learner step: an average of its recent weights; null plays the network as it is.");
        public static readonly Key<LossKind> Loss = Table.Optional("loss", new Choice<LossKind>(("mse", LossKind.MeanSquaredError), ("huber", LossKind.Huber)), Default.Loss, "", "How the error of a prediction counts.");
        public static readonly Key<RewardKind> Reward = Table.Optional("reward", new Choice<RewardKind>(("baseline", RewardKind.Baseline), ("survival", RewardKind.Survival)), Default.Reward, "", "baseline: at death, steps lived minus those of an agent that only rests. survival: +0.01 a step, -1 at death.");
    }

    /// <summary><c>curriculum</c>.</summary>
    public static class Curriculum
    {
        private static readonly CurriculumSettings Default = new();

        public static readonly KeyTable Table = Section("curriculum");
        public static readonly Key<int> MaxStepsPerEpisode = Table.Optional("max_steps_per_episode", new WholeNumber(1, 1_000_000), Default.MaxStepsPerEpisode, "steps", "A life is cut off here.");
        public static readonly Key<double> AdvanceThreshold = Table.Optional("survival_advance_threshold", Share, Default.SurvivalAdvanceThreshold, "share of the cap", "An agent advances when its lives last longer on average.");
        public static readonly Key<double> RetreatThreshold = Table.Optional("survival_retreat_threshold", Share, Default.SurvivalRetreatThreshold, "share of the cap", "An agent retreats when they are shorter; below survival_advance_threshold.");
        public static readonly Key<double> EntropyGate = Table.Optional("entropy_gate", Share, Default.EntropyGate, "", "An agent advances only when its policy is more decided than this: 0 is certain, 1 is blind choice.");
        public static readonly Key<int> MinStepsAtStage = Table.Optional("min_steps_at_stage", new WholeNumber(0, 1_000_000_000), Default.MinStepsAtStage, "steps", "Lived at a stage before it may change.");
    }

    /// <summary><c>exploration</c>.</summary>
    public static class Exploration
    {
        private static readonly ExplorationSettings Default = new();

        public static readonly KeyTable Table = Section("exploration");
        public static readonly Key<int> EmbedDimension = Table.Optional("embed_dim", new WholeNumber(1, 4096), Default.EmbedDimension, "", "Width of the random network distillation embedding.");
        public static readonly Key<double> InitialIntrinsicWeight = Table.Optional("initial_intrinsic_weight", new Number(0, 1000), Default.InitialIntrinsicWeight, "", "Weight of novelty in the reward at the start.");
        public static readonly Key<double> VarianceThreshold = Table.Optional("variance_threshold", new Number(0, 1_000_000_000), Default.VarianceThreshold, "steps squared", "The weight falls at the end of each life while the variance of survival is below this and lives last more than 50 steps.");
        public static readonly Key<int> SurvivalWindow = Table.Optional("survival_window", new WholeNumber(2, 100_000), Default.SurvivalWindow, "lives", "Over which that variance is taken.");
        public static readonly Key<double> EpsilonStart = Table.Optional("epsilon_start", Share, Default.EpsilonStart, "", "Share of actions left to chance at the start.");
        public static readonly Key<double> EpsilonMinimum = Table.Optional("epsilon_min", Share, Default.EpsilonMinimum, "", "It does not fall below this; at most epsilon_start.");
        public static readonly Key<double> EpsilonDecay = Table.Optional("epsilon_decay", PositiveShare, Default.EpsilonDecay, "", "Factor of epsilon at the end of each life of agent 0.");
    }

    /// <summary><c>training</c>.</summary>
    public static class TrainingRun
    {
        private static readonly TrainingSettings Default = new();

        public static readonly KeyTable Table = Section("training");
        public static readonly Key<DeviceKind> Device = Table.Optional("device", new Choice<DeviceKind>(("cpu", DeviceKind.Cpu), ("cuda", DeviceKind.Cuda), ("auto", DeviceKind.Auto)), Default.Device, "", "Where the learner computes; cuda falls back to the CPU with a warning, auto silently.");
        public static readonly Key<int?> MaxEpisodes = Table.Optional("max_episodes", new OrNull<int>(new WholeNumber(1, 100_000_000)), Default.MaxEpisodes, "lives", "Lives to finish when the command line does not say.");
        public static readonly Key<ulong?> Seed = Table.Optional("seed", new OrNull<ulong>(new SeedNumber()), Default.Seed, "", "Of everything random; null draws one, which the run records.");
        public static readonly Key<int> Threads = Table.Optional("threads", new WholeNumber(1, 256), Default.Threads, "threads", "Of the learner's arithmetic on the CPU: with 2 a recurrent network learns on two cores; more make no difference, and the numbers are the same with any.");
        public static readonly Key<int> CheckpointEvery = Table.Optional("checkpoint_every", new WholeNumber(1, 1_000_000), Default.CheckpointEvery, "lives", "Between two checkpoints.");
        public static readonly Key<int> CheckpointsKept = Table.Optional("checkpoints_kept", new WholeNumber(1, 10_000), Default.CheckpointsKept, "files", "Full checkpoints that stay; the small policy files all do.");
        public static readonly Key<int?> GeneralizationTestAt = Table.Optional("generalization_test_at", new OrNull<int>(new WholeNumber(1, 100_000_000)), Default.GeneralizationTestAt, "lives", "After so many the places are shuffled, once; null never.");
        public static readonly Key<int?> ShufflePlacesEvery = Table.Optional("shuffle_places_every", new OrNull<int>(new WholeNumber(1, 100_000_000)), Default.ShufflePlacesEvery, "lives", "After each so many the places are shuffled, so that with place_map a policy learns to cope with any layout; null never, but for the test.");
    }

    /// <summary><c>unified_server</c>.</summary>
    public static class UnifiedServer
    {
        private static readonly UnifiedServerSettings Default = new();

        public static readonly KeyTable Table = Section("unified_server");
        public static readonly Key<int> InferencePort = Table.Optional("inference_port", new WholeNumber(1, 65535), Default.InferencePort, "port", "Of the WebSocket and HTTP server.");
        public static readonly Key<int> FrontendPort = Table.Optional("frontend_port", new WholeNumber(1, 65535), Default.FrontendPort, "port", "Of the page; another than inference_port.");
        public static readonly Key<bool> OpenBrowser = Table.Optional("open_browser", new Flag(), Default.OpenBrowser, "", "Opens the page when all is ready.");
        public static readonly Key<int> HealthCheckTimeout = Table.Optional("health_check_timeout", new WholeNumber(1, 3600), Default.HealthCheckTimeout, "seconds", "The page may take so long to answer.");
    }

    /// <summary>bars.yaml itself.</summary>
    public static class Bars
    {
        public static readonly KeyTable Table = WorldFile("bars.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Of the file, for people.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people.");
        public static readonly Key<ImmutableArray<YamlNode>> Entries = Table.Required("bars", new ListOf("the eight meters"), "", "Each meter once, in any order.");
        public static readonly Key<ImmutableArray<YamlNode>> TerminalConditions = Table.Required("terminal_conditions", new ListOf("at least one condition"), "", "A life ends when any of them holds.");
    }

    /// <summary>An entry of <c>bars</c>.</summary>
    public static class Bar
    {
        public static readonly KeyTable Table = WorldEntry("bars.yaml", "bars[]", "a bar");
        public static readonly Key<Meter> Name = Table.Required("name", MeterName, "", "Which meter.");
        public static readonly Key<int> Index = Table.Required("index", new WholeNumber(0, 7), "", "Its fixed place: energy 0, hygiene 1, satiation 2, money 3, mood 4, social 5, health 6, fitness 7.");
        public static readonly Key<string> Tier = Table.Required("tier", new Choice<string>(("pivotal", "pivotal"), ("primary", "primary"), ("secondary", "secondary"), ("resource", "resource")), "", "How the page groups it.");
        public static readonly Key<bool> Range = Table.OptionalWithNote("range", new UnitRange(), true, "[0.0, 1.0]", "", "Always the same; carried for readers.");
        public static readonly Key<double> Initial = Table.Required("initial", Share, "", "Value at the start of a life.");
        public static readonly Key<double> BaseDepletion = Table.Required("base_depletion", Share, "a step", "Loss, before the curriculum's multiplier.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people.");
    }

    /// <summary>An entry of <c>terminal_conditions</c>.</summary>
    public static class Terminal
    {
        public static readonly KeyTable Table = WorldEntry("bars.yaml", "terminal_conditions[]", "a terminal condition");
        public static readonly Key<Meter> Meter = Table.Required("meter", MeterName, "", "Which meter is compared.");
        public static readonly Key<Comparison> Comparison = Table.Required("operator", Operator, "", "How; in quotes.");
        public static readonly Key<double> Value = Table.Required("value", Share, "", "With what.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people.");
    }

    /// <summary>cascades.yaml itself.</summary>
    public static class Cascades
    {
        public const string Modulations = "modulations";

        public static readonly KeyTable Table = WorldFile("cascades.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Of the file, for people.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people.");
        public static readonly Key<string> MathType = Table.Optional("math_type", new Choice<string>(("gradient_penalty", "gradient_penalty")), "gradient_penalty", "", "The only one there is.");
        public static readonly Key<ImmutableArray<YamlNode>> ModulationEntries = Table.OptionalWithNote(Modulations, new ListOf("modulations"), [], "[]", "", "A meter that sets how fast another wears off.");
        public static readonly Key<ImmutableArray<YamlNode>> Entries = Table.Required("cascades", new ListOf("cascades"), "", "A low meter that drags another down.");
        public static readonly Key<ImmutableArray<YamlScalar>> ExecutionOrder = Table.Required("execution_order", new NameList("categories"), "", "'modulations' and each category of a cascade, in the order in which they apply.");
    }

    /// <summary>An entry of <c>modulations</c>.</summary>
    public static class ModulationEntry
    {
        public static readonly KeyTable Table = WorldEntry("cascades.yaml", "modulations[]", "a modulation");
        public static readonly Key<string> Name = Table.Required("name", PackSchema.Name, "", "Its own name.");
        public static readonly Key<Meter> Source = Table.Required("source", MeterName, "", "The meter that decides.");
        public static readonly Key<Meter> Target = Table.Required("target", MeterName, "", "The meter that loses.");
        public static readonly Key<string> Type = Table.Optional("type", new Choice<string>(("depletion_multiplier", "depletion_multiplier")), "depletion_multiplier", "", "The only one there is.");
        public static readonly Key<double> BaseMultiplier = Table.Required("base_multiplier", new Number(0, 1000), "", "Factor while the source is full.");
        public static readonly Key<double> Range = Table.Required("range", new Number(0, 1000), "", "Added to it while the source is empty.");
        public static readonly Key<double> BaselineDepletion = Table.Required("baseline_depletion", Share, "a step", "Loss at factor 1.");
    }

    /// <summary>An entry of <c>cascades</c>.</summary>
    public static class CascadeEntry
    {
        public static readonly KeyTable Table = WorldEntry("cascades.yaml", "cascades[]", "a cascade");
        public static readonly Key<string> Name = Table.Required("name", PackSchema.Name, "", "Its own name.");
        public static readonly Key<string> Category = Table.Required("category", PackSchema.Name, "", "When it applies: an entry of execution_order.");
        public static readonly Key<Meter> Source = Table.Required("source", MeterName, "", "The meter that is low.");
        public static readonly Key<int?> SourceIndex = Table.OptionalWithNote("source_index", new OrNull<int>(new WholeNumber(0, 7)), null, "that of source", "", "Carried for readers; must be source's index.");
        public static readonly Key<Meter> Target = Table.Required("target", MeterName, "", "The meter that suffers.");
        public static readonly Key<int?> TargetIndex = Table.OptionalWithNote("target_index", new OrNull<int>(new WholeNumber(0, 7)), null, "that of target", "", "Carried for readers; must be target's index.");
        public static readonly Key<double> Threshold = Table.Required("threshold", PositiveShare, "", "The source is low below this.");
        public static readonly Key<double> Strength = Table.Required("strength", Share, "a step", "Loss of the target while the source is empty; in proportion above.");
    }

    /// <summary>affordances.yaml itself.</summary>
    public static class Affordances
    {
        public static readonly KeyTable Table = WorldFile("affordances.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Of the file, for people.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people.");
        public static readonly Key<string> Status = Table.Optional("status", Remark, "", "", "For people.");
        public static readonly Key<ImmutableArray<YamlNode>> Entries = Table.Required("affordances", new ListOf("places"), "", "The places.");
    }

    /// <summary>An entry of <c>affordances</c>.</summary>
    public static class Affordance
    {
        public static readonly KeyTable Table = WorldEntry("affordances.yaml", "affordances[]", "a place");
        public static readonly Key<string> Id = Table.OptionalWithNote("id", PackSchema.Name, "", "none", "", "Unlike every other place's.");
        public static readonly Key<string> Name = Table.Required("name", PackSchema.Name, "", "Unlike every other place's; the page has icons for the built-in names.");
        public static readonly Key<string> Category = Table.Optional("category", Remark, "", "", "For people: what kind of place it is.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people: one sentence.");
        public static readonly Key<GridPosition?> Position = Table.OptionalWithNote("position", new OrNull<GridPosition>(new Cell()), null, "the built-in place of that name", "cells", "Where it stands. A place with a name of its own needs one.");
        public static readonly Key<InteractionType> InteractionType = Table.Required("interaction_type", new Choice<InteractionType>(("instant", World.InteractionType.Instant), ("multi_tick", World.InteractionType.MultiTick), ("dual", World.InteractionType.Dual), ("continuous", World.InteractionType.Continuous)), "", "instant: all at once. multi_tick: over required_ticks steps. dual: instant where time does not pass, multi_tick where it does. continuous: the same each step, without an end.");
        public static readonly Key<ImmutableArray<YamlNode>> Costs = Amounts("costs", "Instant use: taken after the effects. Without so much nothing happens.");
        public static readonly Key<ImmutableArray<YamlNode>> Effects = Amounts("effects", "Instant use: added. Needed for instant and dual.");
        public static readonly Key<int?> RequiredTicks = Table.OptionalWithNote("required_ticks", new OrNull<int>(new WholeNumber(1, 1000)), null, "none", "steps", "That complete the activity. Needed for multi_tick and dual.");
        public static readonly Key<ImmutableArray<YamlNode>> CostsPerTick = Amounts("costs_per_tick", "Over several steps: taken each step. Without so much nothing happens.");
        public static readonly Key<ImmutableArray<YamlNode>> EffectsPerTick = Amounts("effects_per_tick", "Over several steps: added each step. Needed for multi_tick, dual and continuous.");
        public static readonly Key<ImmutableArray<YamlNode>> CompletionBonus = Amounts("completion_bonus", "Over several steps: added by the step that completes the activity.");
        public static readonly Key<OpeningHours> OperatingHours = Table.OptionalWithNote("operating_hours", new Hours(), OpeningHours.Always, "[0, 24]", "hours", "Open from the first until before the second; above 24 is the next day. Apply only where time passes.");

        private static Key<ImmutableArray<YamlNode>> Amounts(string name, string meaning) =>
            Table.OptionalWithNote(name, new ListOf("amounts"), [], "[]", "", meaning);
    }

    /// <summary>An entry of the lists of a place.</summary>
    public static class Amount
    {
        public static readonly KeyTable Table = WorldEntry("affordances.yaml", "affordances[].costs[], effects[], ...", "an amount");
        public static readonly Key<Meter> Meter = Table.Required("meter", MeterName, "", "Which meter; once a list.");
        public static readonly Key<double> Value = Table.Required("amount", new Number(-1, 1), "", "By how much; a cost is not negative. 1.0 of money is $100.");
    }

    /// <summary>cues.yaml itself.</summary>
    public static class Cues
    {
        public static readonly KeyTable Table = WorldFile("cues.yaml");
        public static readonly Key<string> Version = Table.Optional("version", Remark, "", "", "Of the file, for people.");
        public static readonly Key<string> Description = Table.Optional("description", Remark, "", "", "For people.");
        public static readonly Key<ImmutableArray<YamlNode>> Simple = Table.OptionalWithNote("simple_cues", new ListOf("simple cues"), [], "[]", "", "Tells that depend on one meter.");
        public static readonly Key<ImmutableArray<YamlNode>> Compound = Table.OptionalWithNote("compound_cues", new ListOf("compound cues"), [], "[]", "", "Tells that depend on several.");
    }

    /// <summary>An entry of <c>simple_cues</c>.</summary>
    public static class SimpleCue
    {
        public static readonly KeyTable Table = WorldEntry("cues.yaml", "simple_cues[]", "a simple cue");
        public static readonly Key<string> Id = CueId(Table);
        public static readonly Key<string> Name = CueName(Table);
        public static readonly Key<string> Text = CueText(Table);
        public static readonly Key<YamlMap?> Condition = Table.Required("condition", new Section(), "", "When it shows.");
    }

    /// <summary>An entry of <c>compound_cues</c>.</summary>
    public static class CompoundCue
    {
        public static readonly KeyTable Table = WorldEntry("cues.yaml", "compound_cues[]", "a compound cue");
        public static readonly Key<string> Id = CueId(Table);
        public static readonly Key<string> Name = CueName(Table);
        public static readonly Key<string> Text = CueText(Table);
        public static readonly Key<ImmutableArray<YamlNode>> AllOf = Conditions("all_of", "It shows only while every one of these holds.");
        public static readonly Key<ImmutableArray<YamlNode>> AnyOf = Conditions("any_of", "It shows only while at least one of these holds.");
        public static readonly Key<string> Logic = Table.OptionalWithNote("logic", new Choice<string>(("all_of", "all_of"), ("any_of", "any_of")), "all_of", "all_of", "", "What the list conditions stands for.");
        public static readonly Key<ImmutableArray<YamlNode>> ConditionList = Conditions("conditions", "Another way to write all_of or any_of; logic says which.");

        private static Key<ImmutableArray<YamlNode>> Conditions(string name, string meaning) =>
            Table.OptionalWithNote(name, new ListOf("conditions"), [], "[]", "", meaning);
    }

    /// <summary>A condition of a cue.</summary>
    public static class Condition
    {
        public static readonly KeyTable Table = WorldEntry("cues.yaml", "condition, all_of[], any_of[], conditions[]", "a condition");
        public static readonly Key<Meter> Meter = Table.Required("meter", MeterName, "", "Which meter is compared.");
        public static readonly Key<Comparison> Comparison = Table.Required("operator", Operator, "", "How; in quotes.");
        public static readonly Key<double> Threshold = Table.Required("threshold", Share, "", "With what.", "value");
    }

    private static KeyTable Section(string place) => new("training.yaml", place, $"'{place}'", acceptsRemarks: false);

    private static KeyTable WorldFile(string file) => new(file, "", file, acceptsRemarks: true);

    private static KeyTable WorldEntry(string file, string place, string item) => new(file, place, item, acceptsRemarks: true);

    private static Key<string> CueId(KeyTable table) =>
        table.OptionalWithNote("id", Name, "", "name", "", "Unlike every other cue's; this or name is needed.", "cue_id");

    private static Key<string> CueName(KeyTable table) =>
        table.OptionalWithNote("name", Name, "", "id", "", "For people.");

    private static Key<string> CueText(KeyTable table) =>
        table.OptionalWithNote("text", Name, "", "name", "", "What an onlooker sees, in a few words.", "visual");
}
