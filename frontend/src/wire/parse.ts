import {
  changeCauses,
  componentStates,
  rewardTerms,
  type ChangeCause,
  type ComponentState,
  type Conditions,
  type Connected,
  type Difficulty,
  type EpisodeComplete,
  type EpisodeEnd,
  type EpisodeStart,
  type ModelLoaded,
  type RewardRule,
  type RewardTerm,
  type ServerMessage,
  type ServerStatus,
  type StageChanged,
  type StateUpdate,
  type Threat,
  type Town,
  type TrainingStatus,
  type Yardstick,
} from './messages'
import {
  flag,
  isObject,
  list,
  needNumber,
  needObject,
  needText,
  number,
  numberOrNull,
  numbersByName,
  objects,
  text,
  textOrNull,
  texts,
  Unreadable,
  type Json,
} from './json'

export type Parsed =
  | { kind: 'message'; message: ServerMessage }
  /** Well formed, but of a type that this page does not know: a newer town may send more. */
  | { kind: 'unknown'; type: string }
  | { kind: 'malformed'; why: string }

export function parseMessage(raw: unknown): Parsed {
  if (typeof raw !== 'string') {
    return { kind: 'malformed', why: 'not a text frame' }
  }
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return { kind: 'malformed', why: 'not JSON' }
  }
  if (!isObject(value) || typeof value.type !== 'string') {
    return { kind: 'malformed', why: 'no type' }
  }
  try {
    const message = readMessage(value.type, value)
    return message ? { kind: 'message', message } : { kind: 'unknown', type: value.type }
  } catch (cause) {
    if (cause instanceof Unreadable) {
      return { kind: 'malformed', why: `${value.type}: ${cause.message}` }
    }
    throw cause
  }
}

function readMessage(type: string, json: Json): ServerMessage | null {
  switch (type) {
    case 'connected':
      return readConnected(json)
    case 'model_loaded':
      return readModelLoaded(json)
    case 'episode_start':
      return readEpisodeStart(json)
    case 'state_update':
      return readStateUpdate(json)
    case 'episode_end':
      return readEpisodeEnd(json)
    case 'playback':
      return { type, playing: flag(json, 'playing', true), speed: number(json, 'speed', 1), conditions: readConditions(json) }
    case 'auto_checkpoint_mode':
      return { type, enabled: flag(json, 'enabled', true) }
    case 'training_status':
      return readTrainingStatus(json)
    case 'episode_complete':
      return readEpisodeComplete(json)
    case 'stage_changed':
      return readStageChanged(json)
    case 'generalization_tested':
      return { type, episode: needNumber(json, 'episode') }
    case 'paused':
    case 'resumed':
    case 'training_complete':
      return { type, current_episode: number(json, 'current_episode', 0), total_episodes: number(json, 'total_episodes', 0) }
    case 'server_status':
      return readServerStatus(json)
    case 'yardstick':
      return { type, ...readYardstick(json) }
    case 'error':
      return { type, message: text(json, 'message', 'The town reported an error without saying which.') }
    default:
      return null
  }
}

/** Different messages name the untrained network differently; here it is null. */
function policyName(json: Json, key: string): string | null {
  const name = textOrNull(json, key)
  return name === null || ['None', 'untrained', ''].includes(name) ? null : name
}

function readConnected(json: Json): Connected {
  return {
    type: 'connected',
    message: text(json, 'message', ''),
    available_models: texts(json, 'available_models'),
    checkpoint: policyName(json, 'checkpoint'),
    checkpoint_episode: number(json, 'checkpoint_episode', 0),
    total_episodes: number(json, 'total_episodes', 0),
    epsilon: number(json, 'epsilon', 0),
    auto_checkpoint_mode: flag(json, 'auto_checkpoint_mode', true),
    version: text(json, 'version', ''),
    run: text(json, 'run', ''),
    pack: text(json, 'pack', ''),
    playing: flag(json, 'playing', true),
    speed: number(json, 'speed', 1),
    town: isObject(json.town) ? readTown(json.town) : null,
    training: isObject(json.training) ? readTrainingStatus(json.training) : null,
    components: objects(json, 'components', readServerStatus),
    started_unix: numberOrNull(json, 'started_unix'),
    breakable: texts(json, 'breakable'),
    yardstick: isObject(json.yardstick) ? readYardstick(json.yardstick) : null,
    reward: isObject(json.reward) ? readReward(json.reward) : null,
    conditions: readConditions(json),
  }
}

function readConditions(json: Json): Conditions | null {
  return json.conditions === 'today' || json.conditions === 'then' ? json.conditions : null
}

function readReward(json: Json): RewardRule {
  return {
    kind: json.kind === 'survival' ? 'survival' : 'baseline',
    per_step: number(json, 'per_step', 0),
    at_death: numberOrNull(json, 'at_death'),
    discount: numberOrNull(json, 'discount'),
  }
}

function readTown(json: Json): Town {
  return {
    grid_size: needNumber(json, 'grid_size'),
    max_steps: number(json, 'max_steps', 500),
    partial_observability: flag(json, 'partial_observability', false),
    vision_range: number(json, 'vision_range', 0),
    temporal: flag(json, 'temporal', false),
    actions: texts(json, 'actions'),
    meters: objects(json, 'meters', (meter) => ({
      name: needText(meter, 'name'),
      tier: text(meter, 'tier', ''),
      base_depletion: number(meter, 'base_depletion', 0),
    })),
    cascades: objects(json, 'cascades', (cascade) => ({
      name: text(cascade, 'name', ''),
      source: needText(cascade, 'source'),
      target: needText(cascade, 'target'),
      threshold: number(cascade, 'threshold', 0.3),
      strength: number(cascade, 'strength', 0),
    })),
    affordances: objects(json, 'affordances', (place) => ({
      type: needText(place, 'type'),
      x: needNumber(place, 'x'),
      y: needNumber(place, 'y'),
      cost: number(place, 'cost', 0),
      opens: numberOrNull(place, 'opens'),
      closes: numberOrNull(place, 'closes'),
      category: text(place, 'category', ''),
      description: text(place, 'description', ''),
      effects: numbersByName(place.effects),
      steps: number(place, 'steps', 1),
    })),
  }
}

function readModelLoaded(json: Json): ModelLoaded {
  return {
    type: 'model_loaded',
    model: policyName(json, 'model'),
    episode: number(json, 'episode', 0),
    total_episodes: number(json, 'total_episodes', 0),
    epsilon: number(json, 'epsilon', 0),
    message: text(json, 'message', ''),
    available_models: Array.isArray(json.available_models) ? texts(json, 'available_models') : null,
  }
}

function readEpisodeStart(json: Json): EpisodeStart {
  return {
    type: 'episode_start',
    episode: needNumber(json, 'episode'),
    checkpoint: policyName(json, 'checkpoint'),
    checkpoint_episode: number(json, 'checkpoint_episode', 0),
    total_episodes: number(json, 'total_episodes', 0),
    difficulty: readDifficulty(json) ?? { stage: 1, multiplier: 1, epsilon: number(json, 'epsilon', 0) },
    idle_survival: readIdleSurvival(json),
    after_crash: flag(json, 'after_crash', false),
  }
}

function readDifficulty(json: Json): Difficulty | null {
  const stage = numberOrNull(json, 'curriculum_stage')
  const multiplier = numberOrNull(json, 'curriculum_multiplier') ?? numberOrNull(json, 'depletion_multiplier')
  return stage === null || multiplier === null ? null : { stage, multiplier, epsilon: number(json, 'epsilon', 0) }
}

/** An older town calls it the baseline. */
function readIdleSurvival(json: Json): number {
  return number(json, 'idle_survival', number(json, 'baseline_survival', 0))
}

/** A term that this page does not know is left out; the sum holds it all the same. */
function readRewardTerms(json: Json): RewardTerm[] | null {
  return Array.isArray(json.reward_terms)
    ? objects(json, 'reward_terms', (part) => ({ term: readTerm(needText(part, 'term')), amount: needNumber(part, 'amount') }))
    : null
}

function readTerm(term: string): RewardTerm['term'] {
  const known = rewardTerms.find((one) => one === term)
  if (!known) {
    throw new Unreadable(`reward term "${term}" is not known`)
  }
  return known
}

function readThreat(json: Json): Threat | null | undefined {
  if (json.threat === null) {
    return null
  }
  const threat = isObject(json.threat) ? json.threat : {}
  const [meter, steps] = [textOrNull(threat, 'meter'), numberOrNull(threat, 'steps')]
  return meter === null || steps === null ? undefined : { meter, steps }
}

function readStateUpdate(json: Json): StateUpdate {
  const grid = needObject(json, 'grid')
  const agents = objects(grid, 'agents', (agent) => ({
    id: text(agent, 'id', 'agent_0'),
    x: needNumber(agent, 'x'),
    y: needNumber(agent, 'y'),
    color: text(agent, 'color', ''),
    last_action: numberOrNull(agent, 'last_action'),
  }))
  return {
    type: 'state_update',
    episode: number(json, 'episode', 0),
    step: needNumber(json, 'step'),
    cumulative_reward: number(json, 'cumulative_reward', 0),
    steps_vs_idle: number(json, 'steps_vs_idle', number(json, 'projected_reward', 0)),
    difficulty: readDifficulty(json),
    checkpoint_episode: number(json, 'checkpoint_episode', 0),
    total_episodes: number(json, 'total_episodes', 0),
    grid: {
      width: needNumber(grid, 'width'),
      height: needNumber(grid, 'height'),
      agents,
      affordances: objects(grid, 'affordances', (place) => ({
        type: needText(place, 'type'),
        x: needNumber(place, 'x'),
        y: needNumber(place, 'y'),
        open: flag(place, 'open', true),
      })),
    },
    meters: readMeters(json, agents[0]?.id ?? 'agent_0'),
    q_values: list(json, 'q_values', (value) => (typeof value === 'number' ? value : 0)),
    // Servers write masks as booleans or as 0 and 1; both mean the same.
    action_masks: list(json, 'action_masks', (value) => value === true || value === 1),
    affordance_stats: objects(json, 'affordance_stats', (stat) => ({ name: needText(stat, 'name'), count: number(stat, 'count', 0) })),
    idle_survival: readIdleSurvival(json),
    temporal: isObject(json.temporal)
      ? { time_of_day: number(json.temporal, 'time_of_day', 0), interaction_progress: number(json.temporal, 'interaction_progress', 0) }
      : null,
    reward: number(json, 'reward', 0),
    reward_terms: readRewardTerms(json),
    threat: readThreat(json),
    action: numberOrNull(json, 'action') ?? agents[0]?.last_action ?? null,
    next_action: numberOrNull(json, 'next_action'),
    by_chance: flag(json, 'by_chance', false),
    interaction: textOrNull(json, 'interaction'),
    alive: flag(json, 'alive', true),
    policy: policyName(json, 'policy'),
    policy_age_episodes: numberOrNull(json, 'policy_age_episodes'),
    policy_age_seconds: numberOrNull(json, 'policy_age_seconds'),
    cues: objects(json, 'cues', (cue) => ({ name: needText(cue, 'name'), text: text(cue, 'text', needText(cue, 'name')) })),
    changes: objects(json, 'changes', (change) => ({
      cause: readCause(needText(change, 'cause')),
      name: text(change, 'name', ''),
      meter: needText(change, 'meter'),
      amount: needNumber(change, 'amount'),
    })),
  }
}

function readCause(cause: string): ChangeCause {
  if (!changeCauses.includes(cause as ChangeCause)) {
    throw new Unreadable(`cause "${cause}" is not known`)
  }
  return cause as ChangeCause
}

function readMeters(json: Json, agent: string): Record<string, number> {
  const all = needObject(json, 'agent_meters')
  const mine = all[agent] ?? all.agent_0
  return isObject(mine) ? numbersByName(mine.meters) : {}
}

function readEpisodeEnd(json: Json): EpisodeEnd {
  return {
    type: 'episode_end',
    episode: number(json, 'episode', 0),
    steps: needNumber(json, 'steps'),
    total_reward: number(json, 'total_reward', 0),
    reason: json.reason === 'max_steps' ? 'max_steps' : 'done',
    cause: textOrNull(json, 'cause'),
    checkpoint: policyName(json, 'checkpoint'),
    checkpoint_episode: number(json, 'checkpoint_episode', 0),
    steps_vs_idle: number(json, 'steps_vs_idle', number(json, 'performance_vs_baseline', 0)),
  }
}

function readTrainingStatus(json: Json): TrainingStatus {
  return {
    type: 'training_status',
    is_training: flag(json, 'is_training', false),
    paused: flag(json, 'paused', false),
    current_episode: number(json, 'current_episode', 0),
    total_episodes: number(json, 'total_episodes', 0),
    total_steps: number(json, 'total_steps', 0),
    steps_per_second: number(json, 'steps_per_second', 0),
    seconds_left: numberOrNull(json, 'seconds_left'),
    epsilon: number(json, 'epsilon', 0),
    curriculum_stage: number(json, 'curriculum_stage', 1),
    loss: numberOrNull(json, 'loss'),
    buffer_size: numberOrNull(json, 'buffer_size'),
    intrinsic_weight: numberOrNull(json, 'intrinsic_weight'),
  }
}

function readEpisodeComplete(json: Json): EpisodeComplete {
  const length = needNumber(json, 'length')
  return {
    type: 'episode_complete',
    episode: needNumber(json, 'episode'),
    length,
    reward: number(json, 'reward', 0),
    loss: numberOrNull(json, 'loss'),
    avg_length_5: number(json, 'avg_length_5', length),
    epsilon: number(json, 'epsilon', 0),
    buffer_size: numberOrNull(json, 'buffer_size'),
    curriculum_stage: number(json, 'curriculum_stage', 1),
    intrinsic_weight: number(json, 'intrinsic_weight', 0),
    cause: textOrNull(json, 'cause'),
  }
}

/** Also what the history of transitions lists. */
export function readStageChanged(json: Json): StageChanged {
  return {
    type: 'stage_changed',
    agent: number(json, 'agent', 0),
    episode: needNumber(json, 'episode'),
    from: needNumber(json, 'from'),
    to: needNumber(json, 'to'),
    reason: text(json, 'reason', ''),
  }
}

function readYardstick(json: Json): Yardstick {
  return { random: needNumber(needObject(json, 'random'), 'mean'), caretaker: needNumber(needObject(json, 'caretaker'), 'mean') }
}

function readServerStatus(json: Json): ServerStatus {
  const state = needText(json, 'state')
  if (!componentStates.includes(state as ComponentState)) {
    throw new Unreadable(`state "${state}" is not known`)
  }
  return {
    type: 'server_status',
    component: needText(json, 'component'),
    state: state as ComponentState,
    detail: text(json, 'detail', ''),
    restarts: number(json, 'restarts', 0),
    since_unix: numberOrNull(json, 'since_unix'),
    retry_seconds: numberOrNull(json, 'retry_seconds'),
  }
}
