import { affordances, cascades, meterTable } from './town'

/** The same numbers each time, so that two pictures of one moment are equal. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

const steps = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
] as const
const clamp = (value: number) => Math.min(1, Math.max(0, value))

/** A small life of a caretaker that goes to what serves its lowest meter: enough to look true on the page. */
export class ScriptedLife {
  step = 0
  x = 4
  y = 3
  alive = true
  private meters: Record<string, number> = { energy: 1, hygiene: 1, satiation: 1, money: 0.5, mood: 1, social: 1, health: 1, fitness: 1 }
  private action: number | null = null
  private interaction: string | null = null
  private changes: { cause: string; name: string; meter: string; amount: number }[] = []
  private readonly visits = new Map<string, number>()
  private readonly random: () => number

  constructor(
    readonly episode: number,
    private readonly policy = 'policy_ep01200',
    seed = 7,
  ) {
    this.random = dice(seed)
  }

  /** Puts the meters where a picture needs them. */
  suffer(meters: Record<string, number>): this {
    this.meters = { ...this.meters, ...meters }
    return this
  }

  get hour(): number {
    return (this.step + 8) % 24
  }

  private open(place: (typeof affordances)[number]): boolean {
    return place.closes > 24 ? this.hour >= place.opens || this.hour < place.closes - 24 : this.hour >= place.opens && this.hour < place.closes
  }

  private masks(): boolean[] {
    const here = affordances.find((place) => place.x === this.x && place.y === this.y)
    return [this.y > 0, this.y < 7, this.x > 0, this.x < 7, here !== undefined && this.open(here), true]
  }

  private goal(): (typeof affordances)[number] | undefined {
    const meters = Object.entries(this.meters).sort((a, b) => a[1] - b[1])
    for (const [meter] of meters) {
      const best = affordances.filter((place) => this.open(place) && (place.effects[meter as keyof typeof place.effects] ?? 0) > 0 && place.cost / 100 <= (this.meters.money ?? 0))
      if (best.length > 0) {
        return best.sort((a, b) => Math.abs(a.x - this.x) + Math.abs(a.y - this.y) - Math.abs(b.x - this.x) - Math.abs(b.y - this.y))[0]
      }
    }
    return undefined
  }

  private values(): number[] {
    const goal = this.goal()
    const wobble = dice(this.step * 31 + this.episode)
    return [0, 1, 2, 3, 4, 5].map((action) => {
      const move = steps[action]
      const distance = goal ? Math.abs(goal.x - this.x - (move?.[0] ?? 0)) + Math.abs(goal.y - this.y - (move?.[1] ?? 0)) : 3
      return 0.92 - distance * 0.0031 + wobble() * 0.0008 + (action === 4 && distance === 0 ? 0.0055 : 0) - (action === 5 ? 0.003 : 0)
    })
  }

  private choose(): number {
    const masks = this.masks()
    const values = this.values()
    return values.reduce((best, value, action) => (masks[action] && (!masks[best] || value > (values[best] ?? 0)) ? action : best), 5)
  }

  frame(extra: Record<string, unknown> = {}): Record<string, unknown> {
    const idle = 164
    return {
      type: 'state_update',
      step: this.step,
      cumulative_reward: this.step * 0.01 - (this.alive ? 0 : 1.01),
      projected_reward: this.step - idle,
      steps_vs_idle: this.step - idle,
      idle_survival: idle,
      curriculum_stage: 5,
      curriculum_multiplier: 1,
      depletion_multiplier: 1,
      conditions: 'today',
      epsilon: 0,
      checkpoint_episode: 1200,
      total_episodes: 10000,
      grid: {
        width: 8,
        height: 8,
        agents: [{ id: 'agent_0', x: this.x, y: this.y, color: '#2b7355', last_action: this.action }],
        affordances: affordances.map((place) => ({ type: place.type, x: place.x, y: place.y, open: this.open(place) })),
      },
      agent_meters: { agent_0: { meters: { ...this.meters } } },
      q_values: this.values(),
      action_masks: this.masks(),
      affordance_stats: [...this.visits].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
      baseline_survival: idle,
      telemetry: { schema_version: '1.0.0', episode_index: this.episode, agents: [] },
      temporal: { time_of_day: this.hour, interaction_progress: 0 },
      episode: this.episode,
      reward: this.step === 0 ? 0 : this.alive ? 0.01 : -1,
      reward_terms: this.step === 0 ? [] : [this.alive ? { term: 'step', amount: 0.01 } : { term: 'death', amount: -1 }],
      threat: { meter: 'energy', steps: 2 + Math.round((this.meters.energy ?? 0) / 0.006) },
      action: this.action,
      next_action: this.alive ? this.choose() : null,
      by_chance: false,
      interaction: this.interaction,
      alive: this.alive,
      policy: this.policy,
      policy_age_episodes: 4,
      policy_age_seconds: 4,
      cues: [
        ...((this.meters.satiation ?? 1) < 0.3 ? [{ name: 'hungry', text: 'looks hungry' }] : []),
        ...((this.meters.social ?? 1) < 0.3 ? [{ name: 'lonely', text: 'looks lonely' }] : []),
      ],
      changes: this.changes,
      ...extra,
    }
  }

  advance(): void {
    const action = this.random() < 0.04 ? Math.floor(this.random() * 4) : this.choose()
    const move = steps[action]
    this.interaction = null
    this.changes = []
    if (move) {
      this.x = Math.min(7, Math.max(0, this.x + move[0]))
      this.y = Math.min(7, Math.max(0, this.y + move[1]))
      this.change('action', 'MOVE', { energy: -0.005, hygiene: -0.003, satiation: -0.004 })
    } else if (action === 4) {
      const here = affordances.find((place) => place.x === this.x && place.y === this.y)
      if (here && (this.meters.money ?? 0) >= here.cost / 100) {
        this.change('place', here.type, { ...here.effects, money: (here.effects.money ?? 0) - here.cost / 100 })
        this.visits.set(here.type, (this.visits.get(here.type) ?? 0) + 1)
        this.interaction = here.type
      }
    }
    this.change('depletion', '', Object.fromEntries(meterTable.map((meter) => [meter.name, -meter.base_depletion])))
    for (const cascade of cascades) {
      const source = this.meters[cascade.source] ?? 1
      if (source < cascade.threshold) {
        this.change('cascade', cascade.name, { [cascade.target]: (-cascade.strength * (cascade.threshold - source)) / cascade.threshold })
      }
    }
    this.alive = (this.meters.energy ?? 0) > 0 && (this.meters.health ?? 0) > 0
    this.action = action
    this.step += 1
  }

  live(count: number): this {
    for (let index = 0; index < count && this.alive; index++) {
      this.advance()
    }
    return this
  }

  private change(cause: string, name: string, amounts: Record<string, number | undefined>): void {
    for (const [meter, amount = 0] of Object.entries(amounts)) {
      const before = this.meters[meter] ?? 0
      this.meters[meter] = clamp(before + amount)
      if (this.meters[meter] !== before) {
        this.changes.push({ cause, name, meter, amount: this.meters[meter] - before })
      }
    }
  }
}

/** A learning curve with the ups and downs of a real one. */
export function finishedEpisodes(count: number): { episode: number; length: number; reward: number; epsilon: number; curriculum_stage: number; intrinsic_weight: number; loss: number | null; cause: string | null }[] {
  const random = dice(3)
  return Array.from({ length: count }, (_, index) => {
    const progress = index / 1204
    const stage = progress < 0.14 ? 1 : progress < 0.27 ? 2 : progress < 0.46 ? 3 : progress < 0.7 ? 4 : 5
    const skill = 110 + 360 / (1 + Math.exp(-9 * (progress - 0.32)))
    const length = Math.round(Math.min(500, Math.max(30, skill + (random() + random() + random() - 1.5) * 150 - stage * 4)))
    return {
      episode: index + 1,
      length,
      reward: length / 100 - 1,
      epsilon: Math.max(0.02, 0.995 ** index),
      curriculum_stage: stage,
      intrinsic_weight: Math.max(0.003, 1 - progress),
      loss: index < 12 ? null : 0.002 + 0.03 * Math.exp(-3 * progress) * (0.6 + random()),
      cause: length === 500 ? null : random() < 0.7 ? 'energy' : 'health',
    }
  })
}
