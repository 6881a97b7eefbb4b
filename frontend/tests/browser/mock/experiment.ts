/** An experiment of two arms as docs/protocol.md describes it, for a page that has no server behind it. */

type Json = Record<string, unknown>

const grid = [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]

const skill = (arm: number, run: number, episode: number) => Math.min(1, 0.18 + (arm === 0 ? 0.62 : 0.4) / (1 + Math.exp(-0.012 * (episode - 420))) + ((run * 37 + episode) % 11) / 100)

function run(arm: number, number: number, state: string, episodes: number | null, changes: Json = {}): Json {
  const name = armNames[arm] as string
  const evaluated = grid.filter((episode) => episodes !== null && episode <= episodes).map((episode) => ({ episode, mean: skill(arm, number, episode), seconds: episode / 20 }))
  return {
    trial: (number - 1) * armNames.length + arm + 1,
    run: number,
    seed: 7_000 + number,
    state,
    episodes,
    wanted: 1000,
    final: state === 'finished' ? { mean: skill(arm, number, 1000), lives: 100 } : null,
    evaluated,
    cause: null,
    folder: `${name}/seed_${number}`,
    epoch: state === 'waiting' ? 0 : 1,
    node: state === 'running' ? (number % 2 === 0 ? 'laptop-3' : 'desk') : null,
    ...changes,
  }
}

const armNames = ['gamma=0.95', 'gamma=0.99']

function arm(index: number, runs: Json[]): Json {
  const finals = runs.flatMap((one) => (one.final === null ? [] : [(one.final as { mean: number }).mean]))
  const curve = grid.flatMap((episode) => {
    const means = runs.flatMap((one) => (one.evaluated as { episode: number; mean: number }[]).filter((point) => point.episode === episode).map((point) => point.mean))
    return means.length === 0 ? [] : [{ episode, runs: means.length, ...estimate(means) }]
  })
  return {
    arm: armNames[index],
    runs,
    ...(finals.length === 0 ? { iqm: null, low: null, high: null, trust: null } : estimate(finals)),
    wanted: runs.length,
    finished: finals.length,
    failed: runs.filter((one) => one.state === 'failed').length,
    curve,
    profile: [],
    caretaker: { survival: 0.92, reached: index === 0 ? 2 : 0, lives: index === 0 ? 700 : null, seconds: index === 0 ? 35 : null },
  }
}

function estimate(values: number[]): Json {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const few = values.length < 3
  return { iqm: mean, low: few ? null : Math.max(0, mean - 0.06), high: few ? null : Math.min(1, mean + 0.05), trust: few ? 'none' : values.length < 5 ? 'little' : 'fair' }
}

/** In the middle: of one arm all runs are finished, of the other one has failed, one runs and one waits. */
export function experiment(changes: Json = {}): Json {
  return {
    experiment: 'gamma',
    state: 'running',
    lives: 100,
    curve_lives: 20,
    caretaker_share: 0.9,
    arms: [
      arm(0, [1, 2, 3, 4, 5].map((number) => run(0, number, 'finished', 1000))),
      arm(1, [
        run(1, 1, 'finished', 1000),
        run(1, 2, 'running', 640),
        run(1, 3, 'finished', 1000),
        run(1, 4, 'failed', 312, { cause: 'Its process was killed: out of memory.' }),
        run(1, 5, 'waiting', null),
      ]),
    ],
    pairs: [{ a: 'gamma=0.95', b: 'gamma=0.99', probability_of_improvement: 0.9, low: null, high: null, trust: 'none' }],
    ...changes,
  }
}
