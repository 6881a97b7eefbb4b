/** The town's messages, in the names of docs/protocol.md. Only fields that this page reads are listed. */

export interface Meter {
  name: string
  tier: string
  base_depletion: number
}

export interface Cascade {
  name: string
  source: string
  target: string
  threshold: number
  strength: number
}

export interface Affordance {
  type: string
  x: number
  y: number
  /** Dollars for one complete use. */
  cost: number
  opens: number | null
  closes: number | null
  category: string
  description: string
  /** Of one complete use. */
  effects: Record<string, number>
  /** Steps that one complete use takes; each pays its part of the cost. */
  steps: number
}

export interface Town {
  grid_size: number
  max_steps: number
  partial_observability: boolean
  vision_range: number
  temporal: boolean
  actions: string[]
  meters: Meter[]
  cascades: Cascade[]
  affordances: Affordance[]
}

export const componentStates = ['starting', 'ready', 'restarting', 'failed', 'stopped'] as const
export type ComponentState = (typeof componentStates)[number]

export interface ServerStatus {
  type: 'server_status'
  component: string
  state: ComponentState
  detail: string
  restarts: number
  /** Unix seconds: when it entered this state; null where the town did not say. */
  since_unix: number | null
  /** Seconds until the next start, while it is restarting. */
  retry_seconds: number | null
}

export interface TrainingStatus {
  type: 'training_status'
  is_training: boolean
  paused: boolean
  current_episode: number
  total_episodes: number
  total_steps: number
  steps_per_second: number
  seconds_left: number | null
  epsilon: number
  curriculum_stage: number
  loss: number | null
  buffer_size: number | null
  intrinsic_weight: number | null
}

/** Mean steps that agents live at full depletion that learn nothing. */
export interface Yardstick {
  random: number
  caretaker: number
}

export interface YardstickKnown extends Yardstick {
  type: 'yardstick'
}

/** How a watched life is lived: at full difficulty and without random moves, or as its policy lived in training. */
export type Conditions = 'today' | 'then'

/** What the learner is rewarded with. */
export interface RewardRule {
  kind: 'survival' | 'baseline'
  per_step: number
  /** null where it depends on the steps lived. */
  at_death: number | null
  /** How much a reward counts that comes one step later, 0 to 1; null where the town did not say. */
  discount: number | null
}

export const rewardTerms = ['step', 'death', 'full_life', 'baseline', 'shaping'] as const

/** A part of a step's reward. */
export interface RewardTerm {
  term: (typeof rewardTerms)[number]
  amount: number
}

/** What ends the life first if the agent only rests from here, and in how many steps. */
export interface Threat {
  meter: string
  steps: number
}

/** How hard a life is. */
export interface Difficulty {
  stage: number
  /** How fast needs drain: 1 is full speed. */
  multiplier: number
  /** Share of random moves, 0 to 1. */
  epsilon: number
}

export interface Connected {
  type: 'connected'
  message: string
  available_models: string[]
  /** null stands for "None": nothing has been learnt yet. */
  checkpoint: string | null
  checkpoint_episode: number
  total_episodes: number
  epsilon: number
  auto_checkpoint_mode: boolean
  version: string
  run: string
  pack: string
  playing: boolean
  speed: number
  town: Town | null
  training: TrainingStatus | null
  components: ServerStatus[]
  /** Unix seconds: when the supervisor started; null where the town did not say. */
  started_unix: number | null
  /** Components that this town lets a viewer break, to watch them heal. */
  breakable: string[]
  /** null while the town has not measured it. */
  yardstick: Yardstick | null
  /** null where the town did not say. */
  reward: RewardRule | null
  /** null where the town offers no choice. */
  conditions: Conditions | null
}

export interface ModelLoaded {
  type: 'model_loaded'
  /** null where the untrained network plays. */
  model: string | null
  episode: number
  total_episodes: number
  epsilon: number
  message: string
  available_models: string[] | null
}

export interface EpisodeStart {
  type: 'episode_start'
  episode: number
  checkpoint: string | null
  checkpoint_episode: number
  total_episodes: number
  difficulty: Difficulty
  /** Steps that an agent lives that only rests; 0 while it is not known. */
  idle_survival: number
  /** The life before it was lost when inference crashed. */
  after_crash: boolean
}

export interface Agent {
  id: string
  x: number
  y: number
  color: string
  last_action: number | null
}

export interface SeenPlace {
  type: string
  x: number
  y: number
  open: boolean
}

export interface Cue {
  name: string
  text: string
}

export const changeCauses = ['action', 'place', 'depletion', 'modulation', 'cascade'] as const
export type ChangeCause = (typeof changeCauses)[number]

/** What one rule did to one meter in the step that led to a frame. */
export interface MeterChange {
  cause: ChangeCause
  /** Of the place, cascade or modulation; MOVE or WAIT of an action. */
  name: string
  meter: string
  /** In meter units. */
  amount: number
}

export interface StateUpdate {
  type: 'state_update'
  episode: number
  step: number
  cumulative_reward: number
  /** Steps lived minus those of an agent that only rests. */
  steps_vs_idle: number
  /** null where the town said it only at the start of the life. */
  difficulty: Difficulty | null
  checkpoint_episode: number
  total_episodes: number
  grid: { width: number; height: number; agents: Agent[]; affordances: SeenPlace[] }
  meters: Record<string, number>
  q_values: number[]
  action_masks: boolean[]
  affordance_stats: { name: string; count: number }[]
  /** Steps that an agent lives that only rests; 0 while it is not known. */
  idle_survival: number
  temporal: { time_of_day: number; interaction_progress: number } | null
  /** Of this step, as the learner would get it. */
  reward: number
  /** Its parts; null where the town did not say. */
  reward_terms: RewardTerm[] | null
  /** null where nothing ends the life before its longest; undefined where the town did not say. */
  threat: Threat | null | undefined
  action: number | null
  next_action: number | null
  by_chance: boolean
  interaction: string | null
  alive: boolean
  policy: string | null
  policy_age_episodes: number | null
  policy_age_seconds: number | null
  cues: Cue[]
  changes: MeterChange[]
}

export interface EpisodeEnd {
  type: 'episode_end'
  episode: number
  steps: number
  total_reward: number
  reason: 'done' | 'max_steps'
  cause: string | null
  checkpoint: string | null
  checkpoint_episode: number
  steps_vs_idle: number
}

export interface Playback {
  type: 'playback'
  playing: boolean
  speed: number
  conditions: Conditions | null
}

export interface AutoCheckpointMode {
  type: 'auto_checkpoint_mode'
  enabled: boolean
}

export interface EpisodeComplete {
  type: 'episode_complete'
  episode: number
  length: number
  reward: number
  loss: number | null
  avg_length_5: number
  epsilon: number
  /** Null where the run is only followed: no file holds it. */
  buffer_size: number | null
  curriculum_stage: number
  intrinsic_weight: number
  cause: string | null
}

export interface StageChanged {
  type: 'stage_changed'
  /** Index of the learner's agent. */
  agent: number
  episode: number
  from: number
  to: number
  reason: string
}

/** The trainer moved every place, to test what was learnt in another town. */
export interface GeneralizationTested {
  type: 'generalization_tested'
  episode: number
}

export interface TrainingTurn {
  type: 'paused' | 'resumed' | 'training_complete'
  current_episode: number
  total_episodes: number
}

export interface ServerError {
  type: 'error'
  message: string
}

export type ServerMessage =
  | Connected
  | ModelLoaded
  | EpisodeStart
  | StateUpdate
  | EpisodeEnd
  | Playback
  | AutoCheckpointMode
  | TrainingStatus
  | EpisodeComplete
  | StageChanged
  | TrainingTurn
  | ServerStatus
  | YardstickKnown
  | GeneralizationTested
  | ServerError
