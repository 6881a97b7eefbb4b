import * as v from 'valibot'
import type * as wire from './protocol'
import { finite, flag, items, list, number, numberOrNull, numbersByName, objectOrNull, orNull, reads, text, textOrNull } from './read'

/** The fields of docs/protocol.md that this page reads, and what they are where an older town does not send them. */

export type { ComponentState, LifeConditions as Conditions } from './protocol'

/** Different messages name the untrained network differently; here it is null. */
const policyName = v.fallback(
  v.pipe(v.nullable(v.string()), v.transform((name) => (name === null || ['None', 'untrained', ''].includes(name) ? null : name))),
  null,
)
/** How watched lives are lived; null where the town offers no choice. */
const conditions = orNull(v.picklist(['today', 'then']))

const affordance = reads<wire.PlaceDescription>()({
  type: v.string(), x: finite, y: finite, category: text(''), description: text(''),
  /** Dollars for one complete use; each of its steps pays its part. */
  cost: number(0),
  opens: numberOrNull, closes: numberOrNull, effects: numbersByName, steps: number(1),
})
const meter = reads<wire.MeterDescription>()({ name: v.string(), tier: text(''), base_depletion: number(0) })
const cascade = reads<wire.CascadeDescription>()({ name: text(''), source: v.string(), target: v.string(), threshold: number(0.3), strength: number(0) })
const town = reads<wire.TownDescription>()({
  grid_size: finite, max_steps: number(500), partial_observability: flag(false), vision_range: number(0), temporal: flag(false),
  actions: list(v.string()), meters: list(meter), cascades: list(cascade), affordances: list(affordance),
})

const serverStatus = reads<wire.ServerStatusMessage>()({
  type: v.fallback(v.literal('server_status'), 'server_status'),
  component: v.string(), state: v.picklist(['starting', 'ready', 'restarting', 'failed', 'stopped']), detail: text(''), restarts: number(0),
  /** Unix seconds: when it entered this state. */
  since_unix: numberOrNull,
  retry_seconds: numberOrNull,
})
const trainingStatus = reads<wire.TrainingStatusMessage>()({
  type: v.fallback(v.literal('training_status'), 'training_status'),
  is_training: flag(false), paused: flag(false), current_episode: number(0), total_episodes: number(0), total_steps: number(0), steps_per_second: number(0),
  seconds_left: numberOrNull, epsilon: number(0), curriculum_stage: number(1), loss: numberOrNull, buffer_size: numberOrNull, intrinsic_weight: numberOrNull,
})

const mean = v.pipe(v.object({ mean: finite }), v.transform((steps) => steps.mean))
/** Mean steps that agents live at full depletion that learn nothing. */
const yardstick = reads<wire.Yardstick>()({ random: mean, caretaker: mean })
/** What the learner is rewarded with. `at_death` is null where it depends on the steps lived. */
const reward = reads<wire.RewardDescription>()({
  kind: v.fallback(v.picklist(['survival', 'baseline']), 'baseline'), per_step: number(0), at_death: numberOrNull, discount: numberOrNull,
})

const connected = reads<wire.ConnectedMessage>()({
  type: v.literal('connected'),
  message: text(''), version: text(''), run: text(''), pack: text(''), available_models: list(v.string()), checkpoint: policyName, checkpoint_episode: number(0),
  total_episodes: number(0), epsilon: number(0), auto_checkpoint_mode: flag(true), playing: flag(true), speed: number(1), conditions,
  town: objectOrNull(town), training: objectOrNull(trainingStatus), yardstick: objectOrNull(yardstick), reward: objectOrNull(reward),
  /** Unix seconds: when the supervisor started. */
  started_unix: numberOrNull,
  components: list(serverStatus),
  /** Components that this town lets a viewer break, to watch them heal. */
  breakable: list(v.string()),
})
const playback = reads<wire.PlaybackMessage>()({ type: v.literal('playback'), playing: flag(true), speed: number(1), conditions })
const autoCheckpointMode = reads<wire.AutoCheckpointModeMessage>()({ type: v.literal('auto_checkpoint_mode'), enabled: flag(true) })
const modelLoaded = reads<wire.ModelLoadedMessage>()({
  type: v.literal('model_loaded'),
  model: policyName, episode: number(0), total_episodes: number(0), epsilon: number(0), message: text(''), available_models: orNull(items(v.string())),
})

/** What every message about a watched life says of it. An older town knows idle survival as the baseline, and only one multiplier. */
const life = {
  checkpoint_episode: number(0), total_episodes: number(0), epsilon: number(0),
  curriculum_stage: numberOrNull, curriculum_multiplier: numberOrNull, depletion_multiplier: numberOrNull,
  idle_survival: numberOrNull, baseline_survival: numberOrNull,
}
type Life = v.InferOutput<v.ObjectSchema<typeof life, undefined>>

/** How hard a life is. */
export interface Difficulty {
  stage: number
  /** How fast needs drain: 1 is full speed. */
  multiplier: number
  /** Share of random moves, 0 to 1. */
  epsilon: number
}

function lived<T extends Life>(message: T) {
  const { curriculum_stage: stage, curriculum_multiplier, depletion_multiplier, epsilon, idle_survival, baseline_survival, ...rest } = message
  const multiplier = curriculum_multiplier ?? depletion_multiplier
  const difficulty: Difficulty | null = stage === null || multiplier === null ? null : { stage, multiplier, epsilon }
  return { ...rest, difficulty, idle_survival: idle_survival ?? baseline_survival ?? 0 }
}

const episodeStart = v.pipe(
  reads<wire.EpisodeStartMessage>()({ type: v.literal('episode_start'), ...life, episode: finite, checkpoint: policyName, after_crash: flag(false) }),
  v.transform((message) => {
    const start = lived(message)
    return { ...start, difficulty: start.difficulty ?? { stage: 1, multiplier: 1, epsilon: message.epsilon } }
  }),
)
const episodeEnd = v.pipe(
  reads<wire.EpisodeEndMessage>()({
    type: v.literal('episode_end'), episode: number(0), steps: finite, total_reward: number(0), cause: textOrNull, checkpoint: policyName, checkpoint_episode: number(0),
    reason: v.fallback(v.picklist(['done', 'max_steps']), 'done'), steps_vs_idle: numberOrNull, performance_vs_baseline: number(0),
  }),
  v.transform(({ performance_vs_baseline, ...end }) => ({ ...end, steps_vs_idle: end.steps_vs_idle ?? performance_vs_baseline })),
)

const seenPlace = reads<wire.GridPlace>()({ type: v.string(), x: finite, y: finite, open: flag(true) })
const agent = reads<wire.GridAgent>()({ id: text('agent_0'), x: finite, y: finite, color: text(''), last_action: numberOrNull })
const cue = v.pipe(reads<wire.ShownCue>()({ name: v.string(), text: textOrNull }), v.transform(({ name, text }) => ({ name, text: text ?? name })))
/** What one rule did to one meter, in meter units. `name` is that of the place, cascade or modulation; MOVE or WAIT of an action. */
const meterChange = reads<wire.ShownChange>()({
  cause: v.picklist(['action', 'place', 'depletion', 'modulation', 'cascade']), name: text(''), meter: v.string(), amount: finite,
})
/** One that this page does not know is left out; the sum holds it all the same. */
const rewardTerm = reads<wire.RewardPart>()({ term: v.picklist(['step', 'death', 'full_life', 'baseline', 'shaping']), amount: finite })
const threat = reads<wire.Threat>()({ meter: v.string(), steps: finite })
// Servers write masks as booleans or as 0 and 1; both mean the same.
const mask = v.fallback(v.pipe(v.union([v.boolean(), v.number()]), v.transform((value) => value === true || value === 1)), false)

const stateUpdate = v.pipe(
  reads<wire.StateUpdateMessage>()({
    type: v.literal('state_update'), ...life, episode: number(0), step: finite, cumulative_reward: number(0), steps_vs_idle: numberOrNull, projected_reward: number(0),
    grid: reads<wire.Grid>()({ width: finite, height: finite, agents: list(agent), affordances: list(seenPlace) }),
    agent_meters: v.record(v.string(), v.fallback(reads<wire.AgentMeters>()({ meters: numbersByName }), { meters: {} })),
    q_values: list(number(0)), action_masks: list(mask), affordance_stats: list(reads<wire.PlaceCount>()({ name: v.string(), count: number(0) })),
    temporal: objectOrNull(reads<wire.TimeOfDay>()({ time_of_day: number(0), interaction_progress: number(0) })),
    reward: number(0), reward_terms: orNull(items(rewardTerm)),
    /** What ends the life first if the agent only rests; null where nothing does before its longest, undefined where the town did not say. */
    threat: v.fallback(v.optional(v.nullable(threat)), undefined),
    action: numberOrNull, next_action: numberOrNull, by_chance: flag(false), interaction: textOrNull, alive: flag(true),
    policy: policyName, policy_age_episodes: numberOrNull, policy_age_seconds: numberOrNull, cues: list(cue), changes: list(meterChange),
  }),
  v.transform(({ agent_meters, projected_reward, ...message }) => {
    const first = message.grid.agents[0]
    return {
      ...lived(message),
      steps_vs_idle: message.steps_vs_idle ?? projected_reward,
      meters: (agent_meters[first?.id ?? 'agent_0'] ?? agent_meters.agent_0)?.meters ?? {},
      action: message.action ?? first?.last_action ?? null,
    }
  }),
)

/** A finished training episode as the history and the live message both tell it. */
export const finishedEpisode = reads<wire.FinishedEpisode>()({
  episode: finite, length: finite, epsilon: number(0), curriculum_stage: number(1), intrinsic_weight: number(0), loss: numberOrNull, cause: textOrNull,
})
const episodeComplete = v.pipe(
  reads<wire.EpisodeCompleteMessage>()({
    type: v.literal('episode_complete'), ...finishedEpisode.entries, reward: number(0), avg_length_5: numberOrNull,
    /** null where the run is only followed: no file holds it. */
    buffer_size: numberOrNull,
  }),
  v.transform((episode) => ({ ...episode, avg_length_5: episode.avg_length_5 ?? episode.length })),
)
/** Also what the history of transitions lists. `agent` is the index of the learner's agent. */
export const stageChanged = reads<wire.StageChangedMessage>()({
  type: v.fallback(v.literal('stage_changed'), 'stage_changed'), agent: number(0), episode: finite, from: finite, to: finite, reason: text(''),
})
const trainingTurn = reads<wire.PausedMessage | wire.ResumedMessage | wire.TrainingCompleteMessage>()({
  type: v.picklist(['paused', 'resumed', 'training_complete']), current_episode: number(0), total_episodes: number(0),
})

/** By type. It does not compile where the town sends a type that stands not here. */
export const messages = {
  connected, playback, auto_checkpoint_mode: autoCheckpointMode, model_loaded: modelLoaded, episode_start: episodeStart, state_update: stateUpdate, episode_end: episodeEnd,
  training_status: trainingStatus, episode_complete: episodeComplete, stage_changed: stageChanged, paused: trainingTurn, resumed: trainingTurn, training_complete: trainingTurn,
  server_status: serverStatus,
  generalization_tested: reads<wire.GeneralizationTestedMessage>()({ type: v.literal('generalization_tested'), episode: finite }),
  yardstick: reads<wire.YardstickMessage>()({ type: v.literal('yardstick'), ...yardstick.entries }),
  error: reads<wire.ErrorMessage>()({ type: v.literal('error'), message: text('The town reported an error without saying which.') }),
} satisfies Record<wire.Message['type'], v.GenericSchema>

export type ServerMessage = v.InferOutput<(typeof messages)[keyof typeof messages]>
export type Affordance = v.InferOutput<typeof affordance>
export type Meter = v.InferOutput<typeof meter>
export type Cascade = v.InferOutput<typeof cascade>
export type Town = v.InferOutput<typeof town>
export type ServerStatus = v.InferOutput<typeof serverStatus>
export type TrainingStatus = v.InferOutput<typeof trainingStatus>
export type Yardstick = v.InferOutput<typeof yardstick>
export type RewardRule = v.InferOutput<typeof reward>
export type Connected = v.InferOutput<typeof connected>
export type Playback = v.InferOutput<typeof playback>
export type ModelLoaded = v.InferOutput<typeof modelLoaded>
export type EpisodeStart = v.InferOutput<typeof episodeStart>
export type EpisodeEnd = v.InferOutput<typeof episodeEnd>
export type SeenPlace = v.InferOutput<typeof seenPlace>
export type Cue = v.InferOutput<typeof cue>
export type MeterChange = v.InferOutput<typeof meterChange>
export type RewardTerm = v.InferOutput<typeof rewardTerm>
export type StateUpdate = v.InferOutput<typeof stateUpdate>
export type FinishedEpisode = v.InferOutput<typeof finishedEpisode>
export type EpisodeComplete = v.InferOutput<typeof episodeComplete>
export type StageChanged = v.InferOutput<typeof stageChanged>
export type TrainingTurn = v.InferOutput<typeof trainingTurn>
