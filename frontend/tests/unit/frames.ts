import type { Connected, ServerStatus, StateUpdate } from '../../src/wire/messages'

const content = { energy: 0.9, hygiene: 0.9, satiation: 0.9, money: 0.5, mood: 0.9, social: 0.9, health: 0.9, fitness: 0.9 }

export function aFrame(changes: Partial<StateUpdate> & { at?: { x: number; y: number } }): StateUpdate {
  const { at = { x: 3, y: 3 }, ...rest } = changes
  return {
    type: 'state_update',
    episode: 1,
    step: 0,
    cumulative_reward: 0,
    steps_vs_idle: 0,
    difficulty: { stage: 5, multiplier: 1, epsilon: 0 },
    checkpoint_episode: 0,
    total_episodes: 0,
    grid: { width: 8, height: 8, agents: [{ id: 'agent_0', ...at, color: '', last_action: null }], affordances: [] },
    q_values: [1, 2, 3, 4, 5, 6],
    action_masks: [true, true, true, true, false, true],
    affordance_stats: [],
    idle_survival: 100,
    temporal: null,
    reward: 0,
    reward_terms: [],
    threat: undefined,
    action: null,
    next_action: 5,
    by_chance: false,
    interaction: null,
    alive: true,
    policy: 'policy_ep00100',
    policy_age_episodes: 0,
    policy_age_seconds: 0,
    cues: [],
    changes: [],
    ...rest,
    meters: { ...content, ...rest.meters },
  }
}

export function connectedTo(run: string): Connected {
  return {
    type: 'connected',
    message: '',
    available_models: ['policy_ep00100', 'policy_ep00500'],
    checkpoint: 'checkpoint_ep00500',
    checkpoint_episode: 500,
    total_episodes: 1000,
    epsilon: 0,
    auto_checkpoint_mode: true,
    version: '',
    run,
    pack: '',
    playing: true,
    speed: 1,
    town: null,
    training: null,
    components: [],
    started_unix: null,
    breakable: [],
    yardstick: null,
    reward: null,
    conditions: null,
  }
}

export function component(name: string, changes: Partial<ServerStatus> = {}): ServerStatus {
  return { type: 'server_status', component: name, state: 'ready', detail: '', restarts: 0, since_unix: null, retry_seconds: null, ...changes }
}
