/* Generated from docs/protocol.schema.json: npm run types writes it anew. */

export type Message =
  | AutoCheckpointModeMessage
  | ConnectedMessage
  | EpisodeCompleteMessage
  | EpisodeEndMessage
  | EpisodeStartMessage
  | ErrorMessage
  | GeneralizationTestedMessage
  | ModelLoadedMessage
  | PausedMessage
  | PlaybackMessage
  | ResumedMessage
  | ServerStatusMessage
  | StageChangedMessage
  | StateUpdateMessage
  | TrainingCompleteMessage
  | TrainingStatusMessage
  | YardstickMessage
export type LifeConditions = 'today' | 'then'
export type Meter = 'energy' | 'hygiene' | 'satiation' | 'money' | 'mood' | 'social' | 'health' | 'fitness'
export type RewardKind = 'baseline' | 'survival'
export type ComponentState = 'starting' | 'ready' | 'restarting' | 'failed' | 'stopped'
export type EndReason = 'done' | 'max_steps'
export type RewardTerm = 'step' | 'death' | 'baseline' | 'shaping'
export type ChangeCause = 'action' | 'place' | 'depletion' | 'modulation' | 'cascade'
export type Answer = Accepted | EpisodeList | Fault | Liveness | PolicyList | Readiness | Refusal | Status | TransitionList | VisitSums
export type Command =
  | {
      command: 'play' | 'pause' | 'step' | 'reset' | 'refresh_checkpoint' | 'toggle_auto_checkpoint' | 'pause_training' | 'resume_training'
    }
  | {
      command: 'set_speed'
      speed: number
    }
  | {
      command: 'load_model'
      model: string
    }
  | {
      command: 'set_conditions'
      conditions: LifeConditions
    }

/**
 * What docs/protocol.md describes: messages to viewers, answers over HTTP, commands of viewers. Written by a test of Townlet.Actors.Tests from the records.
 */
export interface Protocol {
  message?: Message
  answer?: Answer
  command?: Command
}
export interface AutoCheckpointModeMessage {
  type: 'auto_checkpoint_mode'
  enabled: boolean
}
export interface ConnectedMessage {
  type: 'connected'
  message: string
  mode: string
  version: string
  run: string
  pack: string
  started_unix: number
  available_models: string[]
  checkpoint: string
  checkpoint_episode: number
  total_episodes: number
  epsilon: number
  playing: boolean
  speed: number
  auto_checkpoint_mode: boolean
  conditions: LifeConditions
  town: TownDescription
  reward: RewardDescription
  yardstick: Yardstick | null
  training: TrainingStatusMessage
  components: ServerStatusMessage[]
  breakable: string[]
}
export interface TownDescription {
  grid_size: number
  max_steps: number
  partial_observability: boolean
  vision_range: number
  temporal: boolean
  actions: string[]
  meters: MeterDescription[]
  cascades: CascadeDescription[]
  affordances: PlaceDescription[]
}
export interface MeterDescription {
  name: Meter
  tier: string
  base_depletion: number
}
export interface CascadeDescription {
  name: string
  source: Meter
  target: Meter
  threshold: number
  strength: number
}
export interface PlaceDescription {
  type: string
  x: number
  y: number
  cost: number
  opens: number | null
  closes: number | null
  category: string
  description: string
  effects: {
    [k: string]: number
  }
  steps: number
}
export interface RewardDescription {
  kind: RewardKind
  per_step: number
  at_death: number | null
  discount: number
}
export interface Yardstick {
  random: MeanSteps
  caretaker: MeanSteps
}
export interface MeanSteps {
  mean: number
}
export interface TrainingStatusMessage {
  type: 'training_status'
  is_training: boolean
  paused: boolean
  current_episode: number
  total_episodes: number
  total_steps: number
  steps_per_second: number
  seconds_left: number | null
  epsilon: number | null
  curriculum_stage: number
  loss: number | null
  buffer_size: number | null
  intrinsic_weight: number | null
}
export interface ServerStatusMessage {
  type: 'server_status'
  retry_seconds: number | null
  component: string
  state: ComponentState
  detail: string
  restarts: number
  since_unix: number
}
export interface EpisodeCompleteMessage {
  type: 'episode_complete'
  buffer_size: number | null
  avg_reward_5: number | null
  avg_length_5: number
  avg_loss_5: number | null
  intrinsic_reward: number | null
  episode: number
  length: number
  reward: number | null
  total_reward: number | null
  extrinsic_reward: number | null
  steps_vs_idle: number | null
  loss: number | null
  epsilon: number | null
  curriculum_stage: number
  intrinsic_weight: number | null
  agent: number
  reason: EndReason
  cause: Meter | null
}
export interface EpisodeEndMessage {
  type: 'episode_end'
  steps: number
  total_reward: number
  steps_vs_idle: number
  performance_vs_baseline: number
  reason: EndReason
  cause: Meter | null
  checkpoint: string
  total_episodes: number
  telemetry: Telemetry
  episode: number
  checkpoint_episode: number
  conditions: LifeConditions
  curriculum_stage: number
  curriculum_multiplier: number
  depletion_multiplier: number
  epsilon: number
  idle_survival: number
  baseline_survival: number
}
export interface Telemetry {
  schema_version: string
  episode_index: number
  agents: AgentTelemetry[]
}
export interface AgentTelemetry {
  agent_id: string
  baseline_survival_steps: number
  survival_time: number
  curriculum_stage: number
  epsilon: number
  intrinsic_weight: number
  timestamp_unix: number
}
export interface EpisodeStartMessage {
  type: 'episode_start'
  after_crash: boolean
  checkpoint: string
  total_episodes: number
  telemetry: Telemetry
  episode: number
  checkpoint_episode: number
  conditions: LifeConditions
  curriculum_stage: number
  curriculum_multiplier: number
  depletion_multiplier: number
  epsilon: number
  idle_survival: number
  baseline_survival: number
}
export interface ErrorMessage {
  type: 'error'
  message: string
}
export interface GeneralizationTestedMessage {
  type: 'generalization_tested'
  episode: number
  places: MovedPlace[]
}
export interface MovedPlace {
  name: string
  before: number[]
  after: number[]
}
export interface ModelLoadedMessage {
  type: 'model_loaded'
  available_models: string[]
  total_episodes: number
  model: string
  episode: number
  epsilon: number
  message: string
}
export interface PausedMessage {
  type: 'paused'
  current_episode: number
  total_episodes: number
}
export interface PlaybackMessage {
  type: 'playback'
  playing: boolean
  speed: number
  conditions: LifeConditions
}
export interface ResumedMessage {
  type: 'resumed'
  current_episode: number
  total_episodes: number
}
export interface StageChangedMessage {
  type: 'stage_changed'
  agent: number
  episode: number
  from: number
  to: number
  reason: string
  survival: number | null
  progress: number | null
  entropy: number | null
  steps: number
}
export interface StateUpdateMessage {
  type: 'state_update'
  step: number
  cumulative_reward: number
  steps_vs_idle: number
  projected_reward: number
  grid: Grid
  agent_meters: {
    [k: string]: AgentMeters
  }
  q_values: (number | null)[]
  action_masks: boolean[]
  affordance_stats: PlaceCount[]
  temporal?: TimeOfDay | null
  reward: number
  reward_terms: RewardPart[]
  threat: Threat | null
  action: number | null
  next_action: number | null
  by_chance: boolean
  interaction: string | null
  alive: boolean
  policy: string
  policy_age_episodes: number
  policy_age_seconds: number | null
  cues: ShownCue[]
  changes: ShownChange[]
  total_episodes: number
  telemetry: Telemetry
  episode: number
  checkpoint_episode: number
  conditions: LifeConditions
  curriculum_stage: number
  curriculum_multiplier: number
  depletion_multiplier: number
  epsilon: number
  idle_survival: number
  baseline_survival: number
}
export interface Grid {
  width: number
  height: number
  agents: GridAgent[]
  affordances: GridPlace[]
}
export interface GridAgent {
  id: string
  x: number
  y: number
  color: string
  last_action: number | null
}
export interface GridPlace {
  type: string
  x: number
  y: number
  open: boolean
}
export interface AgentMeters {
  meters: {
    [k: string]: number
  }
}
export interface PlaceCount {
  name: string
  count: number
}
export interface TimeOfDay {
  time_of_day: number
  interaction_progress: number
}
export interface RewardPart {
  term: RewardTerm
  amount: number
}
export interface Threat {
  meter: Meter
  steps: number
}
export interface ShownCue {
  name: string
  text: string
}
export interface ShownChange {
  cause: ChangeCause
  name: string
  meter: Meter
  amount: number
}
export interface TrainingCompleteMessage {
  type: 'training_complete'
  current_episode: number
  total_episodes: number
}
export interface YardstickMessage {
  type: 'yardstick'
  random: MeanSteps
  caretaker: MeanSteps
}
export interface Accepted {
  asked: string
}
export interface EpisodeList {
  total: number
  last_episode: number
  episodes: FinishedEpisode[]
}
export interface FinishedEpisode {
  episode: number
  length: number
  reward: number | null
  total_reward: number | null
  extrinsic_reward: number | null
  steps_vs_idle: number | null
  loss: number | null
  epsilon: number | null
  curriculum_stage: number
  intrinsic_weight: number | null
  agent: number
  reason: EndReason
  cause: Meter | null
}
export interface Fault {
  tripped: string
}
export interface Liveness {
  status: string
}
export interface PolicyList {
  policies: NamedPolicy[]
}
export interface NamedPolicy {
  name: string
  episode: number
}
export interface Readiness {
  status: string
  components: ServerStatusMessage[]
}
export interface Refusal {
  error: string
}
export interface Status {
  version: string
  run: string
  pack: string
  components: ServerStatusMessage[]
  training: TrainingStatusMessage
  checkpoint: string | null
  ports: PortNumbers
  clients: number
}
export interface PortNumbers {
  inference: number | null
  frontend: number | null
}
export interface TransitionList {
  transitions: StageChangedMessage[]
}
export interface VisitSums {
  from: number
  to: number
  lives: number
  visits: PlaceVisitSum[]
  cells: CellVisitSum[]
}
export interface PlaceVisitSum {
  from: string | null
  to: string
  count: number
}
export interface CellVisitSum {
  x: number
  y: number
  count: number
  novelty: number | null
}
