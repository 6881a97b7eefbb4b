/** The default town as docs/protocol.md describes it, for a page that has no server behind it. */

const place = (type: string, x: number, y: number, cost: number, opens: number, closes: number, effects: Record<string, number>) => ({
  type,
  x,
  y,
  cost,
  opens,
  closes,
  category: '',
  description: '',
  effects,
  steps: 1,
})

export const affordances = [
  place('Bed', 1, 1, 5, 0, 24, { energy: 0.5, health: 0.02 }),
  place('LuxuryBed', 2, 1, 11, 0, 24, { energy: 0.75, health: 0.05 }),
  place('Shower', 2, 2, 3, 0, 24, { hygiene: 0.4 }),
  place('HomeMeal', 1, 3, 3, 0, 24, { satiation: 0.45, health: 0.03 }),
  place('FastFood', 5, 6, 10, 0, 24, { satiation: 0.45, energy: 0.15, social: 0.01, fitness: -0.03, health: -0.02 }),
  place('Job', 6, 6, 0, 8, 18, { money: 0.225, energy: -0.15, social: 0.02, health: -0.03 }),
  place('Labor', 7, 6, 0, 8, 18, { money: 0.15, energy: -0.2, fitness: -0.05, health: -0.05, social: 0.01 }),
  place('Gym', 7, 3, 8, 6, 22, { fitness: 0.3, energy: -0.08 }),
  place('Bar', 7, 0, 15, 18, 28, { social: 0.5, mood: 0.25, satiation: 0.3, energy: -0.2, hygiene: -0.15, health: -0.05 }),
  place('Park', 0, 4, 0, 6, 22, { fitness: 0.2, social: 0.15, mood: 0.15, energy: -0.15 }),
  place('Recreation', 0, 7, 6, 8, 22, { mood: 0.25, energy: 0.12 }),
  place('Therapist', 1, 7, 15, 8, 18, { mood: 0.4 }),
  place('Doctor', 5, 1, 8, 8, 18, { health: 0.25 }),
  place('Hospital', 6, 1, 15, 0, 24, { health: 0.4 }),
]

export const meterTable = [
  { name: 'energy', tier: 'pivotal', base_depletion: 0.005 },
  { name: 'hygiene', tier: 'secondary', base_depletion: 0.003 },
  { name: 'satiation', tier: 'primary', base_depletion: 0.004 },
  { name: 'money', tier: 'resource', base_depletion: 0 },
  { name: 'mood', tier: 'primary', base_depletion: 0.001 },
  { name: 'social', tier: 'secondary', base_depletion: 0.006 },
  { name: 'health', tier: 'pivotal', base_depletion: 0 },
  { name: 'fitness', tier: 'primary', base_depletion: 0.002 },
]

const cascade = (source: string, target: string, strength: number) => ({ name: `${source}_to_${target}`, source, target, threshold: 0.3, strength })

export const cascades = [
  cascade('satiation', 'health', 0.004),
  cascade('satiation', 'energy', 0.005),
  cascade('mood', 'energy', 0.005),
  cascade('hygiene', 'satiation', 0.002),
  cascade('hygiene', 'fitness', 0.002),
  cascade('hygiene', 'mood', 0.003),
  cascade('social', 'mood', 0.004),
  cascade('hygiene', 'health', 0.0005),
  cascade('hygiene', 'energy', 0.0005),
  cascade('social', 'energy', 0.0008),
]

export const town = {
  grid_size: 8,
  max_steps: 500,
  partial_observability: true,
  vision_range: 2,
  temporal: true,
  actions: ['UP', 'DOWN', 'LEFT', 'RIGHT', 'INTERACT', 'WAIT'],
  meters: meterTable,
  cascades,
  affordances,
}

export const components = ['checkpoint-publisher', 'viewers', 'trainer', 'inference', 'frontend'].map((component) => ({
  type: 'server_status',
  component,
  state: 'ready',
  detail: '',
  restarts: component === 'inference' ? 2 : 0,
  since_unix: 1_790_000_000,
  retry_seconds: null,
}))

export const transitions = [1, 2, 3, 4].flatMap((stage) =>
  [0, 1, 2, 3].map((agent) => ({ agent, episode: stage * 190 + agent * 7, from: stage, to: stage + 1, reason: 'survival 71 % above 70 %, entropy 0.08 below 0.10' })),
)

/** What a learner at that age does: at first it goes anywhere, later from its job to food and bed. */
export function visitsOf(from: number, to: number) {
  const settled = to > 600
  const ways: [string | null, string, number][] = settled
    ? [[null, 'Bed', 40], ['Bed', 'HomeMeal', 900], ['HomeMeal', 'Shower', 610], ['Shower', 'Job', 380], ['Job', 'Job', 700], ['Job', 'Bed', 410], ['HomeMeal', 'Bed', 260], ['Bed', 'Park', 120], ['Park', 'Bed', 115]]
    : affordances.slice(1).map((place, index) => [affordances[index]?.type ?? null, place.type, 9 + index])
  return {
    from,
    to,
    lives: to - from + 1,
    visits: ways.map(([origin, goal, count]) => ({ from: origin, to: goal, count })),
    cells: Array.from({ length: 64 }, (_, cell) => ({ x: cell % 8, y: Math.floor(cell / 8), count: settled ? Math.round(900 * Math.exp(-(((cell % 8) - 2) ** 2 + (cell / 8 - 2) ** 2) / 5)) : 40, novelty: 0.2 })),
  }
}
