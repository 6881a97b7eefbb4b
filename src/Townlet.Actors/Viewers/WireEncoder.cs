using System.Collections.Immutable;
using System.Text.Json;
using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Viewers;

/// <summary>
/// Turns what happens in the town into the JSON messages of docs/protocol.md, and remembers what a viewer
/// who joins later needs. Each message is encoded once, for all viewers.
/// </summary>
/// <param name="options">The run.</param>
/// <param name="time">Dates the messages.</param>
/// <param name="started">When the town was started, which may be long before its viewers' actor.</param>
public sealed class WireEncoder(TownletOptions options, TimeProvider time, DateTimeOffset started)
{
    private const string AgentId = "agent_0";
    private const string AgentColor = "green";
    private const double DollarsPerMoney = 100;
    private const int AmountDigits = 6;

    private static readonly Dictionary<RewardTerm, string> _termNames = Enum.GetValues<RewardTerm>()
        .ToDictionary(term => term, term => JsonNamingPolicy.SnakeCaseLower.ConvertName(term.ToString()));

    private static readonly string[] _actionNames = ["UP", "DOWN", "LEFT", "RIGHT", "INTERACT", "WAIT"];

    private readonly EpisodeAverages _averages = new();
    private readonly Dictionary<Component, ComponentStatus> _components = [];
    private readonly Dictionary<string, string> _cueTexts = options.Pack.Cues.ToDictionary(cue => cue.Name, cue => cue.Text);
    private TrainingStatus _training = TrainingStatus.NotStarted(options.Episodes);
    private Inference.PlaybackChanged _playback = new(Playing: true, Speed: 1, AutoCheckpoint: true);
    private ImmutableArray<string> _models = [];
    private WatchedPolicy? _policy;
    private ViewerMessage? _lifeStarted;
    private ViewerMessage? _frame;
    private SurvivalYardstick? _yardstick;

    /// <summary>The first messages to a new viewer.</summary>
    public IEnumerable<ViewerMessage> Welcome()
    {
        yield return Connected();
        if (_lifeStarted is { } started)
        {
            yield return started;
        }

        if (_frame is { } frame)
        {
            yield return frame;
        }
    }

    public static ViewerMessage Error(string message) => Control(new { type = "error", message });

    public ViewerMessage Component(ComponentStatus status)
    {
        _components[status.Component] = status;
        return Control(WireFormat.ServerStatus(status, time));
    }

    public ViewerMessage Yardstick(SurvivalYardstick yardstick)
    {
        _yardstick = yardstick;
        return Control(new { type = "yardstick", random = Mean(yardstick.Random), caretaker = Mean(yardstick.Caretaker) });
    }

    public ViewerMessage PolicyLoaded(Inference.PolicyLoaded loaded)
    {
        _policy = loaded.Policy;
        _models = loaded.Available;
        return Control(new
        {
            type = "model_loaded",
            model = loaded.Policy.Name,
            episode = loaded.Policy.Episode,
            total_episodes = options.Episodes,
            epsilon = loaded.Policy.Epsilon,
            message = (loaded.Policy.TakenAt, _models) switch
            {
                (null, []) => "No checkpoint yet: the untrained agent plays.",
                (null, _) => "Now plays the agent as it was before its first episode.",
                _ => $"Now plays the policy of episode {loaded.Policy.Episode}.",
            },
            available_models = _models,
        });
    }

    /// <summary>One message, or two where the automatic choice of checkpoints changed as well.</summary>
    public IEnumerable<ViewerMessage> Playback(Inference.PlaybackChanged playback)
    {
        var autoChanged = playback.AutoCheckpoint != _playback.AutoCheckpoint;
        _playback = playback;
        yield return Control(new { type = "playback", playing = playback.Playing, speed = playback.Speed, conditions = ConditionsName(playback.Conditions) });
        if (autoChanged)
        {
            yield return Control(new { type = "auto_checkpoint_mode", enabled = playback.AutoCheckpoint });
        }
    }

    public ViewerMessage LifeStarted(WatchedLife life)
    {
        _frame = null;
        _lifeStarted = Control(new
        {
            type = "episode_start",
            episode = life.Episode,
            after_crash = life.AfterCrash,
            checkpoint = CheckpointName(life.Policy),
            checkpoint_episode = life.Policy.Episode,
            total_episodes = options.Episodes,
            epsilon = life.Epsilon,
            curriculum_stage = life.Stage,
            curriculum_multiplier = life.DepletionMultiplier,
            depletion_multiplier = life.DepletionMultiplier,
            conditions = ConditionsName(life.Conditions),
            baseline_survival = life.IdleSurvival,
            idle_survival = life.IdleSurvival,
            telemetry = Telemetry(life, steps: 0),
        });
        return _lifeStarted;
    }

    public ViewerMessage Frame(WatchedLife life, TownFrame frame)
    {
        _frame = new ViewerMessage(
            JsonSerializer.SerializeToUtf8Bytes(options.Pack.Town.Temporal ? TemporalState(life, frame) : State(life, frame)),
            Droppable: true);
        return _frame;
    }

    public ViewerMessage LifeEnded(Inference.LifeEnded ended) => Control(new
    {
        type = "episode_end",
        episode = ended.Life.Episode,
        steps = ended.Steps,
        total_reward = Amount(ended.TotalReward),
        steps_vs_idle = ended.Steps - ended.Life.IdleSurvival,
        idle_survival = ended.Life.IdleSurvival,
        reason = WireFormat.Reason(ended.End),
        cause = MeterName(ended.Cause),
        checkpoint = CheckpointName(ended.Life.Policy),
        checkpoint_episode = ended.Life.Policy.Episode,
        total_episodes = options.Episodes,
        epsilon = ended.Life.Epsilon,
        baseline_survival = ended.Life.IdleSurvival,
        performance_vs_baseline = ended.Steps - ended.Life.IdleSurvival,
        curriculum_stage = ended.Life.Stage,
        curriculum_multiplier = ended.Life.DepletionMultiplier,
        depletion_multiplier = ended.Life.DepletionMultiplier,
        conditions = ConditionsName(ended.Life.Conditions),
        telemetry = Telemetry(ended.Life, ended.Steps),
    });

    /// <summary>The status, and a message of its own where training was paused or resumed.</summary>
    public IEnumerable<ViewerMessage> Training(TrainingStatus status)
    {
        var pauseChanged = status.Paused != _training.Paused;
        _training = status;
        yield return Control(WireFormat.TrainingStatus(_training));
        if (pauseChanged)
        {
            yield return Control(new
            {
                type = status.Paused ? "paused" : "resumed",
                current_episode = status.CurrentEpisode,
                total_episodes = status.TotalEpisodes,
            });
        }
    }

    public ViewerMessage TrainingComplete(int episode) => Control(new
    {
        type = "training_complete",
        current_episode = episode,
        total_episodes = options.Episodes,
    });

    public ViewerMessage EpisodeComplete(EpisodeOutcome episode, EpisodeDetail? detail)
    {
        _averages.Add(episode);
        _training = _training with { CurrentEpisode = episode.Episode };
        return Control(new
        {
            type = "episode_complete",
            episode = episode.Episode,
            length = episode.Length,
            reward = WireFormat.Finite(episode.Reward),
            extrinsic_reward = WireFormat.Finite(episode.ExtrinsicReward),
            intrinsic_reward = WireFormat.Finite(episode.IntrinsicReward),
            total_reward = WireFormat.Finite(episode.Reward),
            steps_vs_idle = episode.StepsVsIdle,
            loss = WireFormat.Finite(episode.Loss),
            avg_reward_5 = WireFormat.Finite(_averages.Reward),
            avg_length_5 = _averages.Length,
            avg_loss_5 = WireFormat.Finite(_averages.Loss),
            epsilon = episode.Epsilon,
            buffer_size = detail?.ReplaySize,
            curriculum_stage = episode.Stage,
            intrinsic_weight = episode.IntrinsicWeight,
            agent = episode.Agent,
            reason = WireFormat.Reason(episode.End),
            cause = MeterName(episode.Cause),
        });
    }

    public static ViewerMessage GeneralizationTested(Trainer.GeneralizationTested test) => Control(new
    {
        type = "generalization_tested",
        episode = test.Shuffle.Episode,
        places = WireFormat.MovedPlaces(test),
    });

    public static ViewerMessage StageChanged(StageTransition transition) => Control(WireFormat.StageChanged(transition));

    private ViewerMessage Connected() => Control(new
    {
        type = "connected",
        message = $"Welcome to Townlet {options.Version}.",
        mode = "inference",
        available_models = _models,
        checkpoint = _policy is null ? "None" : CheckpointName(_policy),
        checkpoint_episode = _policy?.Episode ?? 0,
        total_episodes = options.Episodes,
        epsilon = _policy?.Epsilon ?? options.Pack.Exploration.EpsilonStart,
        auto_checkpoint_mode = _playback.AutoCheckpoint,
        version = options.Version,
        run = options.Folder.Path,
        pack = options.Pack.Name,
        playing = _playback.Playing,
        speed = _playback.Speed,
        conditions = ConditionsName(_playback.Conditions),
        reward = Reward(),
        town = Town(),
        training = WireFormat.TrainingStatus(_training),
        components = _components.Values.Select(status => WireFormat.ServerStatus(status, time)).ToArray(),
        started_unix = WireFormat.UnixSeconds(started),
        breakable = options.AllowsFaults ? options.Components.Select(ComponentNames.Of) : [],
        yardstick = _yardstick is null ? null : new { random = Mean(_yardstick.Random), caretaker = Mean(_yardstick.Caretaker) },
    });

    private object Reward()
    {
        var rule = new RewardRule(options.Pack.Population);
        return new { kind = rule.Kind.ToString().ToLowerInvariant(), per_step = Amount(rule.PerStep), at_death = rule.AtDeath, discount = options.Pack.Population.Gamma };
    }

    private static object Mean(double steps) => new { mean = Math.Round(steps, 1) };

    private object Town()
    {
        var town = options.Pack.Town;
        return new
        {
            grid_size = town.GridSize,
            max_steps = town.MaxSteps,
            partial_observability = town.Observation.Partial,
            vision_range = town.Observation.VisionRange,
            temporal = town.Temporal,
            actions = _actionNames,
            meters = town.Meters.Select(meter => new
            {
                name = MeterName(meter.Meter),
                tier = meter.Tier,
                base_depletion = meter.BaseDepletion,
            }),
            cascades = town.CascadeStages.SelectMany(stage => stage.Cascades).Select(cascade => new
            {
                name = cascade.Name,
                source = MeterName(cascade.Source),
                target = MeterName(cascade.Target),
                threshold = cascade.Threshold,
                strength = cascade.Strength,
            }),
            affordances = town.Places.Select(place => new
            {
                type = place.Name,
                x = place.Position.X,
                y = place.Position.Y,
                cost = Math.Round(MoneyIn(town.Temporal, place) * DollarsPerMoney, 2),
                opens = town.Temporal ? place.Hours.Opens : (int?)null,
                closes = town.Temporal ? place.Hours.Closes : (int?)null,
                category = place.Category,
                description = place.Description,
                effects = EffectsOf(town.Temporal, place),
                steps = StepsOf(town.Temporal, place),
            }),
        };
    }

    /// <summary>What one complete use costs.</summary>
    private static double MoneyIn(bool temporal, PlaceDefinition place)
    {
        var costs = IsAtOnce(temporal, place) ? place.Costs : place.CostsPerTick;
        return costs.Where(cost => cost.Meter == Meter.Money).Sum(cost => cost.Amount) * TicksOf(temporal, place);
    }

    /// <summary>What one complete use does to each meter.</summary>
    private static Dictionary<string, double> EffectsOf(bool temporal, PlaceDefinition place)
    {
        var ticks = TicksOf(temporal, place);
        var amounts = IsAtOnce(temporal, place)
            ? place.Effects
            : place.EffectsPerTick.Select(effect => effect with { Amount = effect.Amount * ticks })
                .Concat(place.InteractionType == InteractionType.Continuous ? [] : place.CompletionBonus);
        return amounts.GroupBy(effect => effect.Meter).ToDictionary(
            effects => MeterName(effects.Key)!,
            effects => Math.Round(effects.Sum(effect => (double)effect.Amount), 5));
    }

    /// <summary>Steps that one complete use takes: each pays its part of the cost.</summary>
    private static int StepsOf(bool temporal, PlaceDefinition place) => temporal ? TicksOf(temporal, place) : 1;

    private static int TicksOf(bool temporal, PlaceDefinition place) =>
        IsAtOnce(temporal, place) || place.InteractionType == InteractionType.Continuous ? 1 : place.RequiredTicks;

    private static bool IsAtOnce(bool temporal, PlaceDefinition place) =>
        place.InteractionType == InteractionType.Instant || (place.InteractionType == InteractionType.Dual && !temporal);

    private StateUpdate State(WatchedLife life, TownFrame frame)
    {
        var places = options.Pack.Town.Places;
        return new StateUpdate
        {
            Step = frame.Step,
            CumulativeReward = Amount(frame.CumulativeReward),
            ProjectedReward = frame.Step - life.IdleSurvival,
            StepsVsIdle = frame.Step - life.IdleSurvival,
            IdleSurvival = life.IdleSurvival,
            CurriculumStage = life.Stage,
            CurriculumMultiplier = life.DepletionMultiplier,
            DepletionMultiplier = life.DepletionMultiplier,
            Conditions = ConditionsName(life.Conditions),
            Epsilon = life.Epsilon,
            CheckpointEpisode = life.Policy.Episode,
            TotalEpisodes = options.Episodes,
            Grid = new
            {
                width = options.Pack.Town.GridSize,
                height = options.Pack.Town.GridSize,
                agents = new[]
                {
                    new { id = AgentId, x = frame.Position.X, y = frame.Position.Y, color = AgentColor, last_action = (int?)frame.Action },
                },
                affordances = frame.Places.Select((position, place) => new
                {
                    type = places[place].Name,
                    x = position.X,
                    y = position.Y,
                    open = frame.PlacesOpen[place],
                }),
            },
            AgentMeters = new { agent_0 = new { meters = Meters(frame.Meters) } },
            QValues = [.. frame.QValues.Select(value => WireFormat.Finite(value))],
            ActionMasks = frame.ActionMask,
            AffordanceStats = frame.PlaceVisits
                .Select((count, place) => new { name = places[place].Name, count })
                .Where(visits => visits.count > 0)
                .OrderByDescending(visits => visits.count),
            BaselineSurvival = life.IdleSurvival,
            Telemetry = Telemetry(life, frame.Step),
            Episode = life.Episode,
            Reward = Amount(frame.Reward?.Total ?? 0),
            RewardTerms = (frame.Reward?.Terms() ?? []).Select(part => new { term = _termNames[part.Term], amount = Amount(part.Amount) }),
            Threat = frame.Threat is { } threat ? new { meter = MeterName(threat.Meter), steps = threat.Steps } : null,
            Action = (int?)frame.Action,
            NextAction = (int?)frame.NextAction,
            ByChance = frame.ByChance,
            Interaction = frame.Interaction < 0 ? null : places[frame.Interaction].Name,
            Alive = frame.Alive,
            Policy = life.Policy.Name,
            PolicyAgeEpisodes = Math.Max(0, _training.CurrentEpisode - life.Policy.Episode),
            PolicyAgeSeconds = life.Policy.TakenAt is { } taken ? Math.Round((time.GetUtcNow() - taken).TotalSeconds, 1) : null,
            Cues = frame.Cues.Select(cue => new { name = cue, text = _cueTexts[cue] }),
            Changes = frame.Changes.Select(change => new
            {
                cause = change.Cause.ToString().ToLowerInvariant(),
                name = change.Name,
                meter = MeterName(change.Meter),
                amount = Amount(change.Amount),
            }),
        };
    }

    private StateUpdate TemporalState(WatchedLife life, TownFrame frame) => State(life, frame) with
    {
        Temporal = new { time_of_day = frame.Hour, interaction_progress = Math.Round(frame.ActivityProgress, 3) },
    };

    private object Telemetry(WatchedLife life, int steps) => new
    {
        schema_version = "1.0.0",
        episode_index = life.Episode,
        agents = new[]
        {
            new
            {
                agent_id = AgentId,
                baseline_survival_steps = life.IdleSurvival,
                survival_time = steps,
                curriculum_stage = life.Stage,
                epsilon = life.Epsilon,
                intrinsic_weight = life.Policy.IntrinsicWeight,
                timestamp_unix = WireFormat.UnixSeconds(time.GetUtcNow()),
            },
        },
    };

    private static Dictionary<string, float> Meters(ImmutableArray<float> values) =>
        Enum.GetValues<Meter>().ToDictionary(meter => MeterName(meter)!, meter => values[(int)meter]);

    private static string ConditionsName(LifeConditions conditions) => conditions.ToString().ToLowerInvariant();

    /// <summary>Rounded to six digits, since a single-precision 0.01 would read as 0.009999999776482582.</summary>
    private static double Amount(double amount) => Math.Round(amount, AmountDigits);

    private static string CheckpointName(WatchedPolicy policy) =>
        policy.TakenAt is null ? "None" : FormattableString.Invariant($"checkpoint_ep{policy.Episode:D5}");

    private static string? MeterName(Meter? meter) => meter is { } known ? MeterNames.NameOf(known) : null;

    private static ViewerMessage Control(object message) => new(JsonSerializer.SerializeToUtf8Bytes(message), Droppable: false);
}
