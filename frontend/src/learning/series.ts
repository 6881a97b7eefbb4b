import type { FinishedEpisode } from '../wire/messages'

/** How often lives ended of each cause; `lived` counts those that reached the longest life the town allows. */
export type Endings = Readonly<Record<string, number>>

export const lived = 'lived'

/** One drawn point: a single training episode, or a few neighbours once there are too many to hold. */
export interface EpisodePoint {
  /** First and last episode it stands for. */
  from: number
  to: number
  count: number
  /** Mean steps lived. */
  length: number
  shortest: number
  longest: number
  stage: number
  endings: Endings
  epsilon: number
  /** Weight of the reward for what is new. */
  novelty: number
  /** null before the first update of the network. */
  loss: number | null
}

export const pointLimit = 10_000

/**
 * What every training episode was like, in order, in bounded memory: past the limit neighbours are merged
 * two by two and later episodes join the last point until it is as wide as the others.
 */
export class EpisodeSeries {
  readonly points: EpisodePoint[] = []
  /** The longest life of all. */
  longest = 0
  private width = 1

  constructor(private readonly limit: number = pointLimit) {}

  get lastEpisode(): number {
    return this.points[this.points.length - 1]?.to ?? 0
  }

  /** True when the episode was new. One that is already there is lived again after a crash: it replaces the first telling. */
  add(finished: FinishedEpisode): boolean {
    this.longest = Math.max(this.longest, finished.length)
    const last = this.points[this.points.length - 1]
    if (last && finished.episode <= last.to) {
      this.replace(finished)
      return false
    }
    if (last && finished.episode - last.from < this.width && last.stage === finished.curriculum_stage) {
      this.points[this.points.length - 1] = merged(last, pointOf(finished))
    } else {
      this.points.push(pointOf(finished))
    }
    if (this.points.length > this.limit) {
      this.halve()
    }
    return true
  }

  private replace(finished: FinishedEpisode): void {
    const at = this.points.findLastIndex((point) => point.from === finished.episode && point.to === finished.episode)
    if (at >= 0) {
      this.points[at] = pointOf(finished)
    }
  }

  private halve(): void {
    this.width *= 2
    const halved: EpisodePoint[] = []
    for (let index = 0; index < this.points.length; index += 2) {
      const left = this.points[index] as EpisodePoint
      const right = this.points[index + 1]
      halved.push(right ? merged(left, right) : left)
    }
    this.points.splice(0, this.points.length, ...halved)
  }
}

// Thousands of lives end of a handful of causes.
const once = new Map<string, Endings>()

function endedOnce(cause: string): Endings {
  const known = once.get(cause) ?? { [cause]: 1 }
  once.set(cause, known)
  return known
}

function pointOf(finished: FinishedEpisode): EpisodePoint {
  return {
    from: finished.episode,
    to: finished.episode,
    count: 1,
    length: finished.length,
    shortest: finished.length,
    longest: finished.length,
    stage: finished.curriculum_stage,
    endings: endedOnce(finished.cause ?? lived),
    epsilon: finished.epsilon,
    novelty: finished.intrinsic_weight,
    loss: finished.loss,
  }
}

function merged(left: EpisodePoint, right: EpisodePoint): EpisodePoint {
  const count = left.count + right.count
  const mean = (a: number, b: number) => (a * left.count + b * right.count) / count
  return {
    from: left.from,
    to: right.to,
    count,
    length: mean(left.length, right.length),
    shortest: Math.min(left.shortest, right.shortest),
    longest: Math.max(left.longest, right.longest),
    stage: right.stage,
    endings: addEndings({ ...left.endings }, right.endings),
    epsilon: mean(left.epsilon, right.epsilon),
    novelty: mean(left.novelty, right.novelty),
    loss: left.loss === null || right.loss === null ? (left.loss ?? right.loss) : mean(left.loss, right.loss),
  }
}

/** Adds to `sum` and returns it. */
export function addEndings(sum: Record<string, number>, more: Endings): Record<string, number> {
  for (const [cause, count] of Object.entries(more)) {
    sum[cause] = (sum[cause] ?? 0) + count
  }
  return sum
}
