import type { StageChanged } from '../wire/messages'
import type { EpisodePoint } from './series'

export interface StageBand {
  stage: number
  from: number
  to: number
}

export const lastStage = 5

/** Lives whose steps the learner may still hold in its replay. */
const remembered = 200

/**
 * True where a policy learnt from lives of the last stage alone, in which nothing but survival is rewarded. The earlier
 * stages add shaping to the reward.
 */
export function learntAtLastStage(points: readonly EpisodePoint[], episode: number): boolean {
  let lives = 0
  for (let index = points.findLastIndex((point) => point.to <= episode); index >= 0 && lives < remembered; index--) {
    const point = points[index]
    if (point?.stage !== lastStage) {
      return false
    }
    lives += point.count
  }
  return lives >= remembered
}

/** What becomes harder at a stage. */
export function stageNews(stage: number): string {
  return stage === lastStage ? 'the reward no longer includes shaping' : 'needs drain faster'
}

/**
 * The curriculum makes life harder in stages; each stretch of episodes at one stage is one band. Each agent changes
 * its stage on its own, so lives of two stages alternate for a while. A band begins with the first life of a
 * higher stage. A lower stage begins a band only where all of the next lives are of it.
 */
export function stageBands(points: readonly EpisodePoint[]): StageBand[] {
  const bands: StageBand[] = []
  points.forEach((point, index) => {
    const open = bands[bands.length - 1]
    if (open && (open.stage === point.stage || (point.stage < open.stage && !settled(points, index)))) {
      open.to = point.to
    } else {
      if (open) {
        open.to = point.from
      }
      bands.push({ stage: point.stage, from: point.from, to: point.to })
    }
  })
  return bands
}

const settling = 20

function settled(points: readonly EpisodePoint[], index: number): boolean {
  const stage = points[index]?.stage
  const next = points.slice(index, index + settling)
  return next.length === settling && next.every((point) => point.stage === stage)
}

/** How the agents reached one stage. */
export interface StageArrival {
  stage: number
  /** Number of agents that reached it. */
  agents: number
  first: number
  last: number
  /** What moved the first. */
  reason: string
}

export function stageArrivals(transitions: readonly StageChanged[]): StageArrival[] {
  const arrivals = new Map<number, { agents: Set<number>; arrival: StageArrival }>()
  for (const { agent, episode, from, to, reason } of transitions) {
    if (to < from) {
      continue
    }
    const known = arrivals.get(to) ?? { agents: new Set<number>(), arrival: { stage: to, agents: 0, first: episode, last: episode, reason } }
    known.agents.add(agent)
    known.arrival.agents = known.agents.size
    known.arrival.last = Math.max(known.arrival.last, episode)
    arrivals.set(to, known)
  }
  return [...arrivals.values()].map((one) => one.arrival).sort((a, b) => a.stage - b.stage)
}
